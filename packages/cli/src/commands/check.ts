import {
  positionalsUpTo,
  optionFlag,
  readReportArguments,
  definedEntries,
  optionText,
  optionFolder,
  withoutAbsolutePaths,
} from '../command-line/arguments.js';
import { checkTree } from '@oneleaf/workflows/check/check';
import { UsageError } from '@oneleaf/core/errors';
import { reportCommand } from '../command-line/report-command.js';
import { EXITS_HELP, REPORT_OPTIONS, UNDER_HELP, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const checkCommand: CommandSpec = {
  help: `oneleaf check [--ref REF | --staged] [--base REF] [--under FOLDER | --write-baseline]

Checks the migrations of one tree: leaves, ids, parents, cycles, copies, squashes, and changes of landed migrations. A leaf is a migration
that no other one depends on; a history needs exactly one. Nothing of the project is run.

  --ref REF            a commit's tree instead of the working tree; no checkout is needed
  --staged             the index instead of the working tree
  --base REF           the branch with the landed migrations; the remote's main otherwise
  --write-baseline     accept the present findings: oneleaf-baseline.json lists them, and later checks report only new ones
${UNDER_HELP}${reportHelp('check')}
${EXITS_HELP}`,
  options: {
    ...REPORT_OPTIONS,
    ref: { type: 'string' },
    base: { type: 'string' },
    under: { type: 'string' },
    staged: { type: 'boolean' },
    'write-baseline': { type: 'boolean' },
  },
  read: parsed => {
    const staged = optionFlag(parsed, 'staged');
    const [given] = positionalsUpTo(staged ? withoutAbsolutePaths(parsed) : parsed, 1);
    const ref = optionText(parsed, 'ref') ?? given;
    if (staged && ref !== undefined) throw new UsageError('--staged and a ref cannot be used together', 'oneleaf check --help');
    const writeBaseline = optionFlag(parsed, 'write-baseline');
    const requested = {
      ...readReportArguments(parsed, 'check'),
      ...definedEntries({ ref, base: optionText(parsed, 'base'), under: optionFolder(parsed) }),
      staged,
      writeBaseline,
    };
    if (writeBaseline && requested.under !== undefined) {
      throw new UsageError('--write-baseline works on the whole repository and cannot be used with --under', 'oneleaf check --help');
    }
    return reportCommand(requested, session => checkTree(session, requested));
  },
};
