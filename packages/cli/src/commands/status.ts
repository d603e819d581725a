import { readReportArguments, definedEntries, optionText } from '../command-line/arguments.js';
import { status } from '@oneleaf/workflows/development-database/status';
import { DATABASE_HELP } from '../command-line/database-option.js';
import { reportCommand } from '../command-line/report-command.js';
import { REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const statusCommand: CommandSpec = {
  help: `oneleaf status [HISTORY...] [--database URL] [--ref REF]

Compares what a database says it has applied with the histories here: behind, ahead with the branch that has the file, a revision that
nobody has, a table that is missing, a name that is spelled otherwise, rows that contradict each other; each with the next command. The
database is only read, and nothing of the project is run.

  HISTORY              a Django label, a versions folder, or some steps of one; all histories otherwise
  --ref REF            a commit's tree instead of the working tree; no checkout is needed
${DATABASE_HELP}${reportHelp('status')}
Exit codes: 0 up to date, 1 anything else, 2 wrong usage, 3 no database or no answer, 70 a defect of oneleaf itself.
`,
  options: { ...REPORT_OPTIONS, ref: { type: 'string' }, database: { type: 'string' } },
  read: parsed => {
    const options = {
      asked: parsed.positionals,
      ...definedEntries({ ref: optionText(parsed, 'ref'), database: optionText(parsed, 'database') }),
    };
    return reportCommand(readReportArguments(parsed, 'status'), (session, context) => status(session, context, options));
  },
};
