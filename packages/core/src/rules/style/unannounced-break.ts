import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const unannouncedBreak: MigrationRule = {
  name: 'unannounced-break',
  severity: 'off',
  summary: 'a change that breaks older code, and the docstring does not say so',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'unannounced', {
      message: ({ literal }) => sentence`${{ migration: literal }} breaks code that runs beside it, and its docstring does not say so`,
      fix: { title: 'name what breaks in the docstring, with the word "breaking"' },
    }),
};
