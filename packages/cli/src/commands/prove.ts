import { positionalsUpTo, readReportArguments, definedEntries, optionText } from '../command-line/arguments.js';
import { prove as provePair } from '@oneleaf/workflows/prove/prove';
import { UsageError } from '@oneleaf/core/errors';
import { reportCommand } from '../command-line/report-command.js';
import { SANDBOX_OPTIONS, SANDBOX_HELP, readSandboxRequest } from '../command-line/sandbox-options.js';
import { REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const proveCommand: CommandSpec = {
  help: `oneleaf prove A B [PROJECT] [--base REF] [--seed FILE]

Lands A and then B on one throw-away database, and B and then A on another one. It says whether both databases end with the same schema, what
differs, or which order fails. The working tree does not change. Some migrations fail only if a table has rows: insert them with --seed.

  PROJECT              the folder of a project, or one of its histories; all projects that both branches change otherwise
  --base REF           the branch to land on; the remote's main otherwise
  --seed FILE          an SQL file that runs on the base's database before either branch lands
${SANDBOX_HELP}${reportHelp('prove')}
Exit codes: 0 both orders give the same schema (columns may be in another order), 1 the schemas differ or an order fails, 2 wrong usage, 3 inconclusive, 70 a defect of oneleaf itself.
`,
  options: { ...REPORT_OPTIONS, ...SANDBOX_OPTIONS, base: { type: 'string' }, seed: { type: 'string' } },
  read: parsed => {
    const [one, other, ...projects] = positionalsUpTo(parsed, 3);
    if (one === undefined || other === undefined) throw new UsageError('prove takes two branches', 'oneleaf prove feat/a feat/b');
    const given = {
      one,
      other,
      request: readSandboxRequest(parsed, projects),
      ...definedEntries({ base: optionText(parsed, 'base'), seed: optionText(parsed, 'seed') }),
    };
    return reportCommand(readReportArguments(parsed, 'prove'), (session, context) => provePair(session, context, given));
  },
};
