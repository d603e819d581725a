import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { roots, spellingOf } from '../../graph/graph.js';

export const severalRoots: MigrationRule = {
  name: 'several-roots',
  severity: 'note',
  summary: 'a history starts more than once',
  acceptable: true,
  *check({ graph }) {
    for (const { history } of graph.contents.values()) {
      // A migration whose parents are computed may well have some.
      const found = roots(graph, history.id).filter(
        id => !graph.nodes.get(id)?.migration?.undecided.some(({ hides }) => hides === 'leaves'),
      );
      if (found.length < 2) continue;
      yield {
        history: history.id,
        message: sentence`${{ history: history.id }} has ${found.length} roots: ${{ migration: found.map(id => spellingOf(graph, id)) }}`,
        related: found.flatMap(id => graph.nodes.get(id)?.migration ?? []).map(({ path }) => ({ path, message: 'a root' })),
      };
    }
  },
};
