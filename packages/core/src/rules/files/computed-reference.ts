import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';

export const computedReference: MigrationRule = {
  name: 'computed-reference',
  severity: 'warning',
  summary: 'a migration computes what it refers to',
  acceptable: true,
  *check({ graph }) {
    for (const { migrations } of graph.contents.values()) {
      for (const { history, path, undecided } of migrations) {
        for (const { fact, expression, reason, span, hides } of undecided) {
          yield {
            ...(hides === 'leaves' ? {} : { severity: 'note' }),
            history,
            message: sentence`${{ code: fact }} of ${{ path }} cannot be decided without running code: ${reason}`,
            location: { path, span },
            fix: { title: `write ${fact} as a literal instead of ${expression}` },
          };
        }
      }
    }
  },
};
