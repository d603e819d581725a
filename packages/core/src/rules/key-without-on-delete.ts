import type { Rule } from '../finding.js';
import { practised } from '../practices.js';

export const keyWithoutOnDelete: Rule = {
  name: 'key-without-on-delete',
  severity: 'off',
  summary: 'a foreign key does not say what becomes of its rows',
  reads: 'practices',
  acceptable: true,
  check: input =>
    practised(input, 'key', {
      message: ({ literal }) => `${literal} makes a foreign key without ON DELETE: a row that something refers to cannot be deleted`,
      fix: { title: "say it: ondelete='CASCADE', 'SET NULL' or 'RESTRICT'" },
    }),
};
