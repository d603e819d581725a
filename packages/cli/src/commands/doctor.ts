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

What guards this clone, what does not, and the command that mends it: the pre-push hook, lint-staged, the remote's main, the depth
of the clone, CI, the frameworks, versions. Runs nothing of the repository's.

  --fix                write what can be mended in files: where CI hides that its test database could not be made, it is made anew
  --end-sessions       with --fix: other sessions of that database are ended first (PostgreSQL 13)
  --role NAME          with --fix: another role makes it; the one that did so far stays its owner
${reportHelp('doctor')}
Exit codes: 0 guarded, 1 something that should guard does not, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
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
  if (endSessions || role !== undefined) throw new UsageError('--end-sessions and --role say how to mend', 'oneleaf doctor --fix');
  return undefined;
}
