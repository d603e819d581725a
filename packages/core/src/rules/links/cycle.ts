import { sentence } from '../../model/message.js';
import { cycles } from '../../graph/cycles.js';
import type { MigrationRule } from '../rule.js';
import { spellingOf } from '../../graph/graph.js';

export const cycle: MigrationRule = {
  name: 'cycle',
  severity: 'error',
  summary: 'migrations wait for each other',
  breaking: true,
  *check({ graph }) {
    for (const loop of cycles(graph)) {
      const files = loop.flatMap(id => graph.nodes.get(id)?.migration ?? []);
      const [first] = files;
      yield {
        history: first?.history ?? '',
        message:
          loop.length === 1
            ? sentence`${{ migration: spellingOf(graph, loop[0] ?? '') }} is its own parent`
            : sentence`migrations wait for each other: ${{ migration: loop.map(id => (id.includes('.') ? id : spellingOf(graph, id))) }}`,
        ...(first ? { location: { path: first.path } } : {}),
        related: files.slice(1).map(({ path }) => ({ path, message: 'part of the cycle' })),
        fix: { title: 'take one of the references away' },
      };
    }
  },
};
