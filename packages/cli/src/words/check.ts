import type { CheckReport } from '@oneleaf/core';
import { atMost, flag, reviewing, some, text, under, withoutFiles, type Common } from '../arguments.js';
import { checkTree } from '../commands/check.js';
import { UsageError } from '../errors.js';
import { reporting } from '../reporting.js';
import type { Session } from '../session.js';
import { EXITS_HELP, REPORT, REVIEW_HELP, UNDER_HELP, type Word } from './word.js';

interface Asked extends Common {
  readonly ref?: string;
  readonly base?: string;
  readonly staged: boolean;
  readonly under?: string;
  readonly writeBaseline: boolean;
}

export const check: Word = {
  name: 'check',
  summary: 'the health of one tree: the working tree, the index or a commit',
  help: `oneleaf check [--ref REF | --staged] [--base REF] [--under FOLDER | --write-baseline]

The health of one tree: its leaves, ids, parents, cycles, copies, squashes, and what it does to migrations that have landed.

  --ref REF            a commit's tree instead of the working tree; no checkout is needed
  --staged             the index instead of the working tree
  --base REF           what has landed; the remote's main otherwise
  --write-baseline     accept what is found, as far as it may be: oneleaf-baseline.json then holds it, and only what is new is told
${UNDER_HELP}${REVIEW_HELP}
${EXITS_HELP}`,
  options: {
    ...REPORT,
    ref: { type: 'string' },
    base: { type: 'string' },
    under: { type: 'string' },
    staged: { type: 'boolean' },
    'write-baseline': { type: 'boolean' },
  },
  read: parsed => {
    const staged = flag(parsed, 'staged');
    const [given] = atMost(staged ? withoutFiles(parsed) : parsed, 1);
    const ref = text(parsed, 'ref') ?? given;
    if (staged && ref !== undefined) throw new UsageError('--staged and a ref exclude each other', 'oneleaf check --help');
    const writeBaseline = flag(parsed, 'write-baseline');
    const asked = { ...reviewing(parsed), ...some({ ref, base: text(parsed, 'base'), under: under(parsed) }), staged, writeBaseline };
    if (writeBaseline && asked.under !== undefined) {
      throw new UsageError('--write-baseline is about the whole repository, and --under about a folder', 'oneleaf check --help');
    }
    return reporting(asked, session => checkAsTold(session, asked), exitOfCheck);
  },
};

async function checkAsTold(session: Session, asked: Asked): Promise<CheckReport> {
  const report = await checkTree(session, asked);
  // A folder that is spelled wrong must not look like a healthy one.
  if (asked.under === undefined || report.histories.length > 0) return report;
  throw new UsageError(`no history lies under ${asked.under}`, 'oneleaf check --format json');
}

export function exitOfCheck({ findings }: CheckReport): number {
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
