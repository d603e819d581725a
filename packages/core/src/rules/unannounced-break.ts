import type { Rule } from '../finding.js';
import { practised } from '../practices.js';

export const unannouncedBreak: Rule = {
  name: 'unannounced-break',
  severity: 'off',
  summary: 'a change that breaks older code, and the docstring does not say so',
  reads: 'practices',
  acceptable: true,
  check: input =>
    practised(input, 'unannounced', {
      message: ({ literal }) => `${literal} breaks code that runs beside it, and its docstring does not say so`,
      fix: { title: 'name what breaks in the docstring, with the word "breaking"' },
    }),
};
