import type { PredictReport, Proofs } from '@oneleaf/core';
import { flag, reviewing, some, text, under } from '../arguments.js';
import { predict as predictBranches, type PredictOptions } from '../commands/predict.js';
import { UsageError } from '../errors.js';
import type { Outside } from '../outside.js';
import { pairsOf } from '../prove/groups.js';
import type { Pair } from '../prove/pair.js';
import { provePairs, type Seeded } from '../prove/pairs.js';
import { reporting } from '../reporting.js';
import type { Session } from '../session.js';
import { SANDBOX, SANDBOX_HELP, sandboxing } from '../throwaway/options.js';
import { readDuration, USUAL_AGE } from '../time.js';
import { exitOfProofs } from './prove.js';
import { isUnanswered, isWrong } from './verdicts.js';
import { EXITS_HELP, REPORT, REVIEW_HELP, UNDER_HELP, type Word } from './word.js';

export interface PredictAsked extends Omit<PredictOptions, 'since'> {
  /** As given: `90d`, `all`. */
  readonly since?: string;
}

export const predict: Word = {
  name: 'predict',
  summary: 'what landing each branch would do to the base, and the branches to each other',
  help: `oneleaf predict [REFS or GLOBS...] [--base REF] [--after REF] [--remote NAME | --local] [--since AGE] [--under FOLDER]
                          [--prove [--seed FILE]]

Lands every branch on the base, in memory, and says: clean, conflict, broken, landed, or unknown and why.
Then which branches collide once one of them has landed, and the order of landing with the least rework.

  --base REF           where the branches are to land; the remote's main, or each branch's own line, otherwise
  --after REF          as if this branch had landed first
  --remote NAME        only the branches of this remote
  --local              only local branches
  --since AGE          leave out branches older than 90d (the usual), 12h, 6w, 2y; all for none
${UNDER_HELP}  --prove              land the branches that collide in both orders, two by two, on throw-away databases, as oneleaf prove does
  --seed FILE          with --prove: SQL that is run before either lands
${SANDBOX_HELP}${REVIEW_HELP}
${EXITS_HELP}`,
  options: {
    ...REPORT,
    ...SANDBOX,
    prove: { type: 'boolean' },
    seed: { type: 'string' },
    base: { type: 'string' },
    after: { type: 'string' },
    under: { type: 'string' },
    remote: { type: 'string' },
    local: { type: 'boolean' },
    since: { type: 'string' },
  },
  read: parsed => {
    const given = some({ base: text(parsed, 'base'), remote: text(parsed, 'remote'), after: text(parsed, 'after') });
    const asked = { ...given, ...some({ since: text(parsed, 'since') }), refs: parsed.positionals, local: flag(parsed, 'local') };
    if (asked.since !== undefined && readDuration(asked.since) === null) {
      throw new UsageError(`--since takes 90d, 12h, 6w, 2y or all, not ${asked.since}`, 'oneleaf predict --since 90d');
    }
    if (asked.local && asked.remote !== undefined) {
      throw new UsageError('--remote and --local exclude each other', 'oneleaf predict --help');
    }
    const place = { ...reviewing(parsed), ...some({ under: under(parsed) }) };
    if (!flag(parsed, 'prove'))
      return reporting(
        place,
        session => predictSince(session, asked),
        report => exitOfPredict(report, asked),
      );
    if (asked.after !== undefined) throw new UsageError('--prove and --after exclude each other', 'oneleaf prove A B');
    const seeded = { asked: sandboxing(parsed, []), ...some({ seed: text(parsed, 'seed') }) };
    return reporting(
      place,
      (session, outside) => predictAndProve(session, outside, { asked, seeded }),
      report => exitOfProvenPredict(report, asked),
    );
  },
};

/** What is wrong weighs more than what is not known. */
export function exitOfProvenPredict(report: PredictReport, asked: Pick<PredictAsked, 'refs'>): number {
  const exits = [exitOfPredict(report, asked), exitOfProofs(report.proofs?.pairs ?? [])];
  return exits.includes(1) ? 1 : Math.max(...exits);
}

interface Asked {
  readonly asked: PredictAsked;
  readonly seeded: Seeded;
}

async function predictAndProve(session: Session, outside: Outside, { asked, seeded }: Asked): Promise<PredictReport> {
  return proven(await predictSince(session, asked), pairs => provePairs(session, outside, { ...seeded, pairs }));
}

/** A prediction with what came of the branches that collide; where none do, nothing is started. */
export async function proven(report: PredictReport, prove: (pairs: readonly Pair[]) => Promise<Proofs>): Promise<PredictReport> {
  const pairs = pairsOf(report);
  return pairs.length === 0 ? report : { ...report, proofs: await prove(pairs) };
}

export function predictSince(session: Session, { since: asked, ...options }: PredictAsked): Promise<PredictReport> {
  const usual = options.refs.length > 0 ? 'all' : (session.configuration.since ?? USUAL_AGE);
  const since = readDuration(asked ?? usual);
  if (since === null) throw new UsageError(`oneleaf.json has a wrong value for since: ${usual}`);
  return predictBranches(session, { ...options, ...(since === undefined ? {} : { since }) });
}

/** Among all branches of a repository some always share no history with main; of those asked for by name each needs its answer. */
export function exitOfPredict(report: PredictReport, { refs }: Pick<PredictAsked, 'refs'>): number {
  if (isWrong(report)) return 1;
  return refs.length > 0 && isUnanswered(report) ? 3 : 0;
}
