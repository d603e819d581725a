import {
  positionalsUpTo,
  readReportArguments,
  optionFlag,
  definedEntries,
  optionText,
  type ParsedArguments,
} from '../command-line/arguments.js';
import { UsageError } from '@oneleaf/core/errors';
import type { Recreation } from '@oneleaf/workflows/doctor/database-creation/database-recreation';
import { reportCommand } from '../command-line/report-command.js';
import { REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const doctorCommand: CommandSpec = {
  help: `oneleaf doctor [--fix [--end-sessions] [--role NAME]]

Checks the pre-push hook, lint-staged, the remote's main, the depth of the clone, CI, the frameworks and versions of this clone. It says which
of them protect the migrations, which do not, and the command that fixes it. Nothing of the repository is run.

  --fix                fix what is wrong in files: if CI hides that its test database could not be created, let CI create it again
  --end-sessions       with --fix: CI first ends the other sessions of that database (PostgreSQL 13)
  --role NAME          with --fix: another role creates the database; its owner does not change
${reportHelp('doctor')}
Exit codes: 0 all checks passed, 1 a check failed, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
`,
  options: { ...REPORT_OPTIONS, fix: { type: 'boolean' }, 'end-sessions': { type: 'boolean' }, role: { type: 'string' } },
  read: parsed => {
    positionalsUpTo(parsed, 0);
    const fix = readRecreation(parsed);
    return reportCommand(
      readReportArguments(parsed, 'doctor'),
      // It reads YAML, and a hook must start fast.
      async (session, context) => (await import('@oneleaf/workflows/doctor/doctor')).doctor(session, { ...context, ...(fix && { fix }) }),
    );
  },
};

function readRecreation(parsed: ParsedArguments): Recreation | undefined {
  const [endSessions, role] = [optionFlag(parsed, 'end-sessions'), optionText(parsed, 'role')];
  if (role !== undefined && !/^[A-Za-z_$][\w${}().-]*$/.test(role)) {
    throw new UsageError(`--role takes the name of a role, not ${role}`, 'oneleaf doctor --fix --role postgres');
  }
  if (optionFlag(parsed, 'fix')) return { endSessions, ...definedEntries({ role }) };
  if (endSessions || role !== undefined) throw new UsageError('--end-sessions and --role need --fix', 'oneleaf doctor --fix');
  return undefined;
}
