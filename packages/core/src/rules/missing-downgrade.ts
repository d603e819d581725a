import type { Rule } from '../finding.js';
import { practised } from '../practices.js';

export const missingDowngrade: Rule = {
  name: 'missing-downgrade',
  severity: 'off',
  summary: 'a migration has no way back',
  reads: 'practices',
  acceptable: true,
  check: input =>
    practised(input, 'oneWay', {
      message: ({ literal }) => `${literal} cannot be undone`,
      fix: { title: 'write what undoes it: downgrade(), reverse_code or reverse_sql' },
    }),
};
