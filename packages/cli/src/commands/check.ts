import type { CheckReport } from '@oneleaf/core';
import {
  positionalsUpTo,
  optionFlag,
  readReviewArguments,
  definedEntries,
  optionText,
  optionFolder,
  withoutAbsolutePaths,
  type ReportArguments,
} from '../command-line/arguments.js';
import { checkTree } from '@oneleaf/workflows/check/check';
import { UsageError } from '@oneleaf/core/errors';
import { reportCommand } from '../command-line/report-command.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { EXITS_HELP, REPORT_OPTIONS, REVIEW_HELP, UNDER_HELP, type CommandSpec } from '../command-line/command-spec.js';

interface CheckArguments extends ReportArguments {
  readonly ref?: string;
  readonly base?: string;
  readonly staged: boolean;
  readonly under?: string;
  readonly writeBaseline: boolean;
}

export const checkCommand: CommandSpec = {
  help: `oneleaf check [--ref REF | --staged] [--base REF] [--under FOLDER | --write-baseline]

The health of one tree: its leaves, ids, parents, cycles, copies, squashes, and what it does to migrations that have landed.

  --ref REF            a commit's tree instead of the working tree; no checkout is needed
  --staged             the index instead of the working tree
  --base REF           what has landed; the remote's main otherwise
  --write-baseline     accept what is found, as far as it may be: oneleaf-baseline.json then holds it, and only what is new is told
${UNDER_HELP}${REVIEW_HELP}
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
    if (staged && ref !== undefined) throw new UsageError('--staged and a ref exclude each other', 'oneleaf check --help');
    const writeBaseline = optionFlag(parsed, 'write-baseline');
    const asked = {
      ...readReviewArguments(parsed),
      ...definedEntries({ ref, base: optionText(parsed, 'base'), under: optionFolder(parsed) }),
      staged,
      writeBaseline,
    };
    if (writeBaseline && asked.under !== undefined) {
      throw new UsageError('--write-baseline is about the whole repository, and --under about a folder', 'oneleaf check --help');
    }
    return reportCommand(asked, session => checkFolder(session, asked), exitOfCheck);
  },
};

async function checkFolder(session: RepositorySession, asked: CheckArguments): Promise<CheckReport> {
  const report = await checkTree(session, asked);
  // A folder that is spelled wrong must not look like a healthy one.
  if (asked.under === undefined || report.histories.length > 0) return report;
  throw new UsageError(`no history lies under ${asked.under}`, 'oneleaf check --format json');
}

export function exitOfCheck({ findings }: CheckReport): number {
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
