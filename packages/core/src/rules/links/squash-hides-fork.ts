import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { leaves, unfoldedLeaves, spellingOf } from '../../graph/graph.js';
import { countLeaves } from '../../graph/leaf-count.js';

export const squashHidesFork: MigrationRule = {
  name: 'squash-hides-fork',
  severity: 'note',
  summary: 'a squash hides a fork from databases that have applied none of it',
  acceptable: true,
  *check({ graph }) {
    const unfolded = unfoldedLeaves(graph);
    for (const { history } of graph.contents.values()) {
      const before = unfolded.get(history.id) ?? [];
      const folded = leaves(graph, history.id);
      if (before.length <= folded.length || countLeaves(graph, history.id).answer === 'more') continue;
      yield {
        history: history.id,
        message: sentence`a squash in ${{ history: history.id }} hides a fork: a database that has applied a part of it has ${before.length} leaves, ${{ migration: [...before].sort().map(id => spellingOf(graph, id)) }}`,
        location: { path: history.folder },
      };
    }
  },
};
