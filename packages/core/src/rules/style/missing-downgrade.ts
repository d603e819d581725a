import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const missingDowngrade: MigrationRule = {
  name: 'missing-downgrade',
  severity: 'off',
  summary: 'a migration has no way back',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'oneWay', {
      message: ({ literal }) => sentence`${{ migration: literal }} cannot be undone`,
      fix: { title: 'write what undoes it: downgrade(), reverse_code or reverse_sql' },
    }),
};
