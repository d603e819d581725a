import type { PredictReport, PairProofs } from '@oneleaf/core';
import { optionFlag, readReviewArguments, definedEntries, optionText, optionFolder } from '../command-line/arguments.js';
import { predict as predictBranches, type PredictOptions } from '@oneleaf/workflows/predict/predict';
import { UsageError } from '@oneleaf/core/errors';
import type { TerminalContext } from '../command-line/command-run.js';
import { collidingPairs } from '@oneleaf/workflows/prove/colliding-pairs';
import type { BranchPair } from '@oneleaf/workflows/prove/prove-pair';
import { provePairs, type SeededRequest } from '@oneleaf/workflows/prove/prove-pairs';
import { reportCommand } from '../command-line/report-command.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { SANDBOX_OPTIONS, SANDBOX_HELP, readSandboxRequest } from '../command-line/sandbox-options.js';
import { parseDuration, DEFAULT_AGE } from '@oneleaf/workflows/branches/branch-age';
import { exitOfProofs } from './prove.js';
import { hasUnknown, hasFailure } from '../command-line/predict-verdict.js';
import { EXITS_HELP, REPORT_OPTIONS, REVIEW_HELP, UNDER_HELP, type CommandSpec } from '../command-line/command-spec.js';

export interface PredictArguments extends Omit<PredictOptions, 'since'> {
  /** As given: `90d`, `all`. */
  readonly since?: string;
}

export const predictCommand: CommandSpec = {
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
    ...REPORT_OPTIONS,
    ...SANDBOX_OPTIONS,
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
    const given = definedEntries({
      base: optionText(parsed, 'base'),
      remote: optionText(parsed, 'remote'),
      after: optionText(parsed, 'after'),
    });
    const asked = {
      ...given,
      ...definedEntries({ since: optionText(parsed, 'since') }),
      refs: parsed.positionals,
      local: optionFlag(parsed, 'local'),
    };
    if (asked.since !== undefined && parseDuration(asked.since) === null) {
      throw new UsageError(`--since takes 90d, 12h, 6w, 2y or all, not ${asked.since}`, 'oneleaf predict --since 90d');
    }
    if (asked.local && asked.remote !== undefined) {
      throw new UsageError('--remote and --local exclude each other', 'oneleaf predict --help');
    }
    const place = { ...readReviewArguments(parsed), ...definedEntries({ under: optionFolder(parsed) }) };
    if (!optionFlag(parsed, 'prove'))
      return reportCommand(
        place,
        session => predictWithAge(session, asked),
        report => exitOfPredict(report, asked),
      );
    if (asked.after !== undefined) throw new UsageError('--prove and --after exclude each other', 'oneleaf prove A B');
    const seeded = { asked: readSandboxRequest(parsed, []), ...definedEntries({ seed: optionText(parsed, 'seed') }) };
    return reportCommand(
      place,
      (session, context) => predictAndProve(session, context, { asked, seeded }),
      report => exitOfProvenPredict(report, asked),
    );
  },
};

/** What is wrong weighs more than what is not known. */
export function exitOfProvenPredict(report: PredictReport, asked: Pick<PredictArguments, 'refs'>): number {
  const exits = [exitOfPredict(report, asked), exitOfProofs(report.proofs?.pairs ?? [])];
  return exits.includes(1) ? 1 : Math.max(...exits);
}

interface ProvenPredictArguments {
  readonly asked: PredictArguments;
  readonly seeded: SeededRequest;
}

async function predictAndProve(
  session: RepositorySession,
  context: TerminalContext,
  { asked, seeded }: ProvenPredictArguments,
): Promise<PredictReport> {
  return withProofs(await predictWithAge(session, asked), pairs => provePairs(session, context, { ...seeded, pairs }));
}

/** A prediction with what came of the branches that collide; where none do, nothing is started. */
export async function withProofs(
  report: PredictReport,
  prove: (pairs: readonly BranchPair[]) => Promise<PairProofs>,
): Promise<PredictReport> {
  const pairs = collidingPairs(report);
  return pairs.length === 0 ? report : { ...report, proofs: await prove(pairs) };
}

export function predictWithAge(session: RepositorySession, { since: asked, ...options }: PredictArguments): Promise<PredictReport> {
  const usual = options.refs.length > 0 ? 'all' : (session.configuration.since ?? DEFAULT_AGE);
  const since = parseDuration(asked ?? usual);
  if (since === null) throw new UsageError(`oneleaf.json has a wrong value for since: ${usual}`);
  return predictBranches(session, { ...options, ...(since === undefined ? {} : { since }) });
}

/** Among all branches of a repository some always share no history with main; of those asked for by name each needs its answer. */
export function exitOfPredict(report: PredictReport, { refs }: Pick<PredictArguments, 'refs'>): number {
  if (hasFailure(report)) return 1;
  return refs.length > 0 && hasUnknown(report) ? 3 : 0;
}
