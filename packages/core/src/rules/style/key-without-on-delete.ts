import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const keyWithoutOnDelete: MigrationRule = {
  name: 'key-without-on-delete',
  severity: 'off',
  summary: 'a foreign key does not say what becomes of its rows',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'key', {
      message: ({ literal }) =>
        sentence`${{ migration: literal }} makes a foreign key without ON DELETE: a row that something refers to cannot be deleted`,
      fix: { title: "say it: ondelete='CASCADE', 'SET NULL' or 'RESTRICT'" },
    }),
};
