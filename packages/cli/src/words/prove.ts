import type { ProvenPair } from '@oneleaf/core';
import { atMost, reviewing, some, text } from '../arguments.js';
import { prove as provePair } from '../commands/prove.js';
import { UsageError } from '../errors.js';
import { reporting } from '../reporting.js';
import { SANDBOX, SANDBOX_HELP, sandboxing } from '../throwaway/options.js';
import { REPORT, REVIEW_HELP, type Word } from './word.js';

export const prove: Word = {
  name: 'prove',
  summary: 'lands two branches in both orders on throw-away databases, and compares what comes of it',
  help: `oneleaf prove A B [PROJECT] [--base REF] [--seed FILE]

Lands A and then B on the base, on a database that is made for it, and B and then A on another one; says whether both end alike, in what they differ,
or which order fails. The working tree is not touched. What depends on rows is only seen where there are some: --seed puts them in first.

  PROJECT              the folder of a project, or one of its histories; all that both change otherwise
  --base REF           where the branches are to land; the remote's main otherwise
  --seed FILE          SQL that is run on the base's database before either lands
${SANDBOX_HELP}${REVIEW_HELP}
Exit codes: 0 both orders give the same (but for the order of columns), 1 they do not or fail, 2 wrong usage, 3 inconclusive, 70 a defect of oneleaf itself.
`,
  options: { ...REPORT, ...SANDBOX, base: { type: 'string' }, seed: { type: 'string' } },
  read: parsed => {
    const [one, other, ...projects] = atMost(parsed, 3);
    if (one === undefined || other === undefined) throw new UsageError('prove takes two branches', 'oneleaf prove feat/a feat/b');
    const given = { one, other, asked: sandboxing(parsed, projects), ...some({ base: text(parsed, 'base'), seed: text(parsed, 'seed') }) };
    return reporting(
      reviewing(parsed),
      (session, outside) => provePair(session, outside, given),
      ({ pairs }) => exitOfProofs(pairs),
    );
  },
};

/** What is wrong weighs more than what could not be found out. */
export function exitOfProofs(pairs: readonly ProvenPair[]): number {
  const verdicts = pairs.map(({ verdict }) => verdict);
  if (verdicts.some(verdict => ['order-matters', 'one-order-fails', 'both-fail'].includes(verdict))) return 1;
  return verdicts.includes('inconclusive') ? 3 : 0;
}
