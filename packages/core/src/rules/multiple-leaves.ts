import type { Rule } from '../finding.js';
import { spelled } from '../graph.js';
import { countLeaves } from '../leaves.js';

export const multipleLeaves: Rule = {
  name: 'multiple-leaves',
  severity: 'error',
  summary: 'a history has more leaves than it should',
  *check({ graph }) {
    for (const { history } of graph.chapters.values()) {
      const { leaves, expected, answer } = countLeaves(graph, history.id);
      if (answer !== 'more') continue;
      const files = leaves.flatMap(leaf => graph.nodes.get(leaf)?.migration ?? []);
      yield {
        history: history.id,
        message: `${history.id} has ${leaves.length} leaves${expected > 1 ? ` instead of ${expected}` : ''}: ${leaves.map(leaf => spelled(graph, leaf)).join(', ')}`,
        related: files.map(({ path }) => ({ path, message: 'a leaf' })),
        fix: { title: 'put one chain behind the other, or join the leaves', command: history.mergeCommand },
      };
    }
  },
};
