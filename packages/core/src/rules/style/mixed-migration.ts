import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const mixedMigration: MigrationRule = {
  name: 'mixed-migration',
  severity: 'off',
  summary: 'one migration changes the schema and rows',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'mixed', {
      message: ({ literal }) =>
        sentence`${{ migration: literal }} changes the schema and rows: where it stops in the middle, neither is as the other expects`,
      fix: { title: 'put the rows into a migration of their own, behind the one that makes room for them' },
    }),
};
