import type { Rule } from '../finding.js';
import { roots, spelled } from '../graph.js';

export const severalRoots: Rule = {
  name: 'several-roots',
  severity: 'note',
  summary: 'a history starts more than once',
  *check({ graph }) {
    for (const { history } of graph.chapters.values()) {
      const found = roots(graph, history.id);
      if (found.length < 2) continue;
      yield {
        history: history.id,
        message: `${history.id} has ${found.length} roots: ${found.map(id => spelled(graph, id)).join(', ')}`,
        related: found.flatMap(id => graph.nodes.get(id)?.migration ?? []).map(({ path }) => ({ path, message: 'a root' })),
      };
    }
  },
};
