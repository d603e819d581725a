import type { MigrationRule } from '../../model/finding.js';
import { styleFindings } from '../../model/style-facts.js';

export const keyWithoutOnDelete: MigrationRule = {
  name: 'key-without-on-delete',
  severity: 'off',
  summary: 'a foreign key does not say what becomes of its rows',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'key', {
      message: ({ literal }) => `${literal} makes a foreign key without ON DELETE: a row that something refers to cannot be deleted`,
      fix: { title: "say it: ondelete='CASCADE', 'SET NULL' or 'RESTRICT'" },
    }),
};
