import type { StatusReport } from '@oneleaf/core';
import { common, some, text } from '../arguments.js';
import { status as compare } from '../commands/status.js';
import { DATABASE_HELP, openDatabase } from '../database.js';
import { EnvironmentError } from '../errors.js';
import { reporting } from '../reporting.js';
import { REPORT, REPORT_HELP, type Word } from './word.js';

export const status: Word = {
  name: 'status',
  summary: 'what a database says it has applied, compared with the histories here',
  help: `oneleaf status [HISTORY...] [--database URL] [--ref REF]

Compares what a database says it has applied with the histories here: behind, ahead with the branch that has the file, a revision that
nobody has, a table that is missing, a name that is spelled otherwise, rows that contradict each other; each with the next command. The
database is only read, and nothing of the project is run.

  HISTORY              a Django label, a versions folder, or some steps of one; all histories otherwise
  --ref REF            a commit's tree instead of the working tree; no checkout is needed
${DATABASE_HELP}${REPORT_HELP}
Exit codes: 0 up to date, 1 anything else, 2 wrong usage, 3 no database or no answer, 70 a defect of oneleaf itself.
`,
  options: { ...REPORT, ref: { type: 'string' }, database: { type: 'string' } },
  read: parsed => {
    const options = { asked: parsed.positionals, ...some({ ref: text(parsed, 'ref') }) };
    return reporting(
      common(parsed),
      async (session, outside) => {
        const ledger = await openDatabase(session, outside, text(parsed, 'database'));
        if (!ledger) throw new EnvironmentError('no database is named', 'oneleaf status --database URL');
        return compare(session, ledger, options);
      },
      exitOf,
    );
  },
};

function exitOf({ histories }: StatusReport): number {
  return histories.some(({ deviations }) => deviations.length > 0) ? 1 : 0;
}
