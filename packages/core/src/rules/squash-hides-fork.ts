import type { Rule } from '../finding.js';
import { leaves, leavesUnfolded, spelled } from '../graph.js';
import { countLeaves } from '../leaves.js';

export const squashHidesFork: Rule = {
  name: 'squash-hides-fork',
  severity: 'note',
  summary: 'a squash hides a fork from databases that have applied none of it',
  acceptable: true,
  *check({ graph }) {
    const unfolded = leavesUnfolded(graph);
    for (const { history } of graph.chapters.values()) {
      const before = unfolded.get(history.id) ?? [];
      const folded = leaves(graph, history.id);
      if (before.length <= folded.length || countLeaves(graph, history.id).answer === 'more') continue;
      yield {
        history: history.id,
        message: `a squash in ${history.id} hides a fork: a database that has applied a part of it has ${before.length} leaves, ${[
          ...before,
        ]
          .sort()
          .map(id => spelled(graph, id))
          .join(', ')}`,
        location: { path: history.folder },
      };
    }
  },
};
