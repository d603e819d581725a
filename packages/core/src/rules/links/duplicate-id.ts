import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';

export const duplicateId: MigrationRule = {
  name: 'duplicate-id',
  severity: 'error',
  summary: 'two files carry the same migration id',
  *check({ graph, change }) {
    const added = new Set(change?.added.map(({ path }) => path));
    for (const twin of graph.shadowed) {
      const kept = graph.nodes.get(twin.id)?.migration;
      yield {
        history: twin.history,
        message: sentence`${{ history: twin.history }} has two migrations with the id ${{ migration: twin.literal }}; the framework keeps one and forgets the other`,
        location: { path: twin.path },
        related: kept ? [{ path: kept.path, message: 'the one that is kept' }] : [],
        // What has landed keeps its id, whichever of the two the framework reads last.
        fix: { title: `give ${kept && added.has(kept.path) ? kept.path : twin.path} an id of its own` },
      };
    }
  },
};
