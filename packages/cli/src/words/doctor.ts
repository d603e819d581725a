import { atMost, common } from '../arguments.js';
import { reporting } from '../reporting.js';
import { REPORT, REPORT_HELP, type Word } from './word.js';

export const doctor: Word = {
  name: 'doctor',
  summary: 'what guards this clone, and what does not',
  help: `oneleaf doctor

What guards this clone, what does not, and the command that mends it: the pre-push hook, lint-staged, the remote's main, the depth
of the clone, CI, the frameworks, versions. Runs nothing of the repository's.

${REPORT_HELP}
Exit codes: 0 guarded, 1 something that should guard does not, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
`,
  options: REPORT,
  read: parsed => {
    atMost(parsed, 0);
    return reporting(
      common(parsed),
      // It reads YAML, and a hook must start fast.
      async (session, outside) => (await import('../commands/doctor.js')).doctor(session, outside),
      ({ examined }) => (examined.some(({ condition }) => condition === 'fail') ? 1 : 0),
    );
  },
};
