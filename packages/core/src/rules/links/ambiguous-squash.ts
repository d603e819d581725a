import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';

export const ambiguousSquash: MigrationRule = {
  name: 'ambiguous-squash',
  severity: 'error',
  summary: 'squashes replace each other or the same migration, and the framework answers by chance',
  breaking: true,
  *check({ graph }) {
    for (const { literal, history, path } of graph.ambiguous) {
      yield {
        history,
        message: sentence`${{ migration: literal }} and another squash of ${{ history }} overlap or nest: which one wins depends on the order of a Python set`,
        location: { path },
        fix: { title: 'take the replaces of the older squash away once every database has applied it' },
      };
    }
  },
};
