import type { CheckReport, Finding, MarkerCheck, PredictReport, ProvenPair, DriftReport, Report, VerifyReport } from '@oneleaf/core';
import type { ReportByCommand, ReportCommand } from '@oneleaf/report';

/** The result of a report. `unknown` means no finding, and no verdict on a part. */
export type ReportVerdict = 'passed' | 'findings' | 'unknown';

/** What a caller cannot do without. */
export interface VerdictDemand {
  /** Every branch needs a verdict, not just one of them. */
  readonly everyBranch?: boolean;
  /** The base has to be what the remote has now. */
  readonly freshBase?: boolean;
}

type VerdictRules = { readonly [C in ReportCommand]: (report: ReportByCommand[C], demand: VerdictDemand) => ReportVerdict };

const verdicts: VerdictRules = {
  check: checkVerdict,
  predict: predictionVerdict,
  'pre-push': predictionVerdict,
  verify: trialVerdict,
  drift: trialVerdict,
  prove: ({ pairs }) => pairsVerdict(pairs),
  describe: () => 'passed',
  doctor: ({ examined }) => verdictIf(examined.some(({ condition }) => condition === 'fail')),
  generate: ({ refusal, findings }) => verdictIf(refusal !== undefined || hasError(findings)),
  new: ({ drafts }) => verdictIf(drafts.some(({ refusal }) => refusal !== undefined)),
  merge: ({ drafts }) => verdictIf(drafts.some(({ refusal }) => refusal !== undefined)),
  // A rebase that was written as planned is still no success when its result makes no sense.
  rebase: ({ rebased, concerns, state }) =>
    verdictIf(state !== 'taken-back' && (rebased.some(({ refusal }) => refusal !== undefined) || hasError(concerns))),
  status: ({ histories }) => verdictIf(histories.some(({ deviations }) => deviations.length > 0)),
};

export function verdictOf(report: Report, demand: VerdictDemand = {}): ReportVerdict {
  return verdictIn(report.command, report, demand);
}

function verdictIn<C extends ReportCommand>(command: C, report: ReportByCommand[C], demand: VerdictDemand): ReportVerdict {
  return verdicts[command](report, demand);
}

/** What the markers of a tree come to: written ones are right, unless one was left alone. */
export function markersVerdict(markers: readonly MarkerCheck[], { written }: { readonly written: boolean }): ReportVerdict {
  return verdictIf(markers.some(({ stale, left }) => left.length > 0 || (!written && stale.length > 0)));
}

/** The exit code of a command that ends with such a report. */
export const EXIT_CODES: Readonly<Record<ReportVerdict, number>> = { passed: 0, findings: 1, unknown: 3 };

function verdictIf(isWrong: boolean): ReportVerdict {
  return isWrong ? 'findings' : 'passed';
}

function hasError(findings: readonly Pick<Finding, 'severity'>[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** A history of an order that cannot be judged is never clean, nor is a tree in which nothing was found. */
function checkVerdict({ findings, nothingFound }: CheckReport): ReportVerdict {
  if (hasError(findings)) return 'findings';
  if (nothingFound) return 'unknown';
  return findings.some(({ rule }) => rule === 'unjudged-order') ? 'unknown' : 'passed';
}

function predictionVerdict(
  { branches, base, proofs, nothingFound }: PredictReport,
  { everyBranch, freshBase }: VerdictDemand,
): ReportVerdict {
  const isWrong = branches.some(
    ({ verdict, histories }) => verdict === 'conflict' || verdict === 'broken' || histories.some(({ findings }) => hasError(findings)),
  );
  const pairs = pairsVerdict(proofs?.pairs ?? []);
  if (isWrong || pairs === 'findings') return 'findings';
  if (nothingFound) return 'unknown';
  const isOpen = everyBranch === true && branches.some(({ verdict }) => verdict === 'unknown');
  return isOpen || (freshBase === true && base.stale !== undefined) ? 'unknown' : pairs;
}

/** A finding weighs more than a project that could not be run. */
function trialVerdict({ projects, unproved }: VerifyReport | DriftReport): ReportVerdict {
  if (projects.some(({ findings }) => hasError(findings))) return 'findings';
  return unproved.length > 0 ? 'unknown' : 'passed';
}

function pairsVerdict(pairs: readonly ProvenPair[]): ReportVerdict {
  const found = pairs.map(({ verdict }) => verdict);
  if (found.some(verdict => ['order-matters', 'one-order-fails', 'both-fail'].includes(verdict))) return 'findings';
  return found.includes('inconclusive') ? 'unknown' : 'passed';
}
