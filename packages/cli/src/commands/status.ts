import { readReportArguments, definedEntries, optionText } from '../command-line/arguments.js';
import { status } from '@oneleaf/workflows/development-database/status';
import { DATABASE_HELP } from '../command-line/database-option.js';
import { reportCommand } from '../command-line/report-command.js';
import { REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const statusCommand: CommandSpec = {
  help: `oneleaf status [HISTORY...] [--database URL] [--ref REF]

Compares the applied migrations of a database with the migrations in the working tree. It finds databases that are behind or ahead, with the
branch that has the file; revisions without a file, missing tables, other spellings of a name, and rows that contradict each other. It
prints the next command for each. The database is only read, and nothing of the project is run.

  HISTORY              a Django app label, a versions folder, or the last folders of its path; all histories otherwise
  --ref REF            a commit's tree instead of the working tree; no checkout is needed
${DATABASE_HELP}${reportHelp('status')}
Exit codes: 0 up to date, 1 not up to date, 2 wrong usage, 3 no database or no answer, 70 a defect of oneleaf itself.
`,
  options: { ...REPORT_OPTIONS, ref: { type: 'string' }, database: { type: 'string' } },
  read: parsed => {
    const options = {
      requested: parsed.positionals,
      ...definedEntries({ ref: optionText(parsed, 'ref'), database: optionText(parsed, 'database') }),
    };
    return reportCommand(readReportArguments(parsed, 'status'), (session, context) => status(session, context, options));
  },
};
