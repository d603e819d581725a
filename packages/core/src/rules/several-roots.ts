import type { Rule } from '../finding.js';
import { roots, spelled } from '../graph.js';

export const severalRoots: Rule = {
  name: 'several-roots',
  severity: 'note',
  summary: 'a history starts more than once',
  acceptable: true,
  *check({ graph }) {
    for (const { history } of graph.chapters.values()) {
      // A migration whose parents are computed may well have some.
      const found = roots(graph, history.id).filter(
        id => !graph.nodes.get(id)?.migration?.undecided.some(({ hides }) => hides === 'leaves'),
      );
      if (found.length < 2) continue;
      yield {
        history: history.id,
        message: `${history.id} has ${found.length} roots: ${found.map(id => spelled(graph, id)).join(', ')}`,
        related: found.flatMap(id => graph.nodes.get(id)?.migration ?? []).map(({ path }) => ({ path, message: 'a root' })),
      };
    }
  },
};
