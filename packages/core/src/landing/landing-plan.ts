import { addToGroup } from '../model/grouping.js';
import { sameLinks } from '../model/ref-change.js';
import { landingOrder } from './landing-order.js';
import { findCollisions, type LandingCandidate, type HistoryEffect, type RehearseLanding } from './branch-pairs.js';
import { findTwins, type BranchContribution } from './twins.js';
import type { BranchGroup, LandingStep, TwinBranches } from '../reports/predict-report.js';
import type { Migration } from '../model/migration.js';
import type { JudgedBranch } from './branch-outcome.js';
import { isPartOf } from './pair-clash.js';
import type { TreeHistories } from '../adapter/tree-histories.js';

export interface BranchPlan {
  readonly groups: readonly BranchGroup[];
  readonly twins: readonly TwinBranches[];
  readonly landing: readonly LandingStep[];
}

/** Nobody lands more branches than this in one go, and every pair of them has to be looked at. */
const PLAN_LIMIT = 200;

/** Open pull requests first, then the youngest. */
function youngest(outcomes: readonly JudgedBranch[], dates: ReadonlyMap<string, number>): readonly JudgedBranch[] {
  const rank = ({ report }: JudgedBranch): number => (report.open === true ? Infinity : (dates.get(report.commit) ?? 0));
  if (outcomes.length <= PLAN_LIMIT) return outcomes;
  const ranked = [...outcomes].sort((a, b) => Number(rank(b) > rank(a)) - Number(rank(a) > rank(b)));
  const kept = new Set(ranked.slice(0, PLAN_LIMIT));
  return outcomes.filter(outcome => kept.has(outcome));
}

/** The branches that may land, with what each would land; of very many the most likely ones. */
export function landingCandidates(
  judged: readonly JudgedBranch[],
  dates: ReadonlyMap<string, number>,
): ReadonlyMap<LandingCandidate, JudgedBranch> {
  const able = judged.filter(({ report }) => report.verdict === 'clean' || report.verdict === 'conflict');
  return new Map(youngest(able, dates).map(branch => [candidateOf(branch), branch]));
}

/** What the branches of one line would do to each other, and in which order to land them. */
export function planLandings(
  candidates: ReadonlyMap<LandingCandidate, JudgedBranch>,
  rehearse: RehearseLanding,
  base: TreeHistories,
): BranchPlan {
  const { groups, collisions } = findCollisions([...candidates.keys()], rehearse);
  const landing = landingOrder({
    candidates: [...candidates.keys()],
    collisions,
    colliding: new Map([...candidates].map(([candidate, branch]) => [candidate, historiesWithExtraLeaf(branch)])),
    precedes: isPartOf,
  });
  return { groups, landing, twins: findTwins(contributionsOf([...candidates.values()]), landedByBody(base)) };
}

function historiesWithExtraLeaf({ report }: JudgedBranch): ReadonlySet<string> {
  return new Set(
    report.histories.filter(({ findings }) => findings.some(({ rule }) => rule === 'multiple-leaves')).map(({ history }) => history),
  );
}

function candidateOf({ landed: { landed, landing, branch }, report }: JudgedBranch): LandingCandidate {
  const onlyKeepsLinks = landed.change.deleted.length === 0 && landed.change.edited.every(edit => sameLinks(edit.landed, edit.now));
  const effects = report.histories.flatMap((outcome): HistoryEffect[] => {
    const added = landed.change.added.filter(({ history }) => history === outcome.history);
    return [
      {
        history: outcome.history,
        ids: added.map(({ id }) => id),
        added: added.map(({ literal }) => literal),
        leaves: outcome.leaves,
        tolerated: landed.contents.get(outcome.history)?.history.expectedLeaves ?? 1,
        onlyAdds:
          onlyKeepsLinks &&
          added.every(one => one.replaces.length === 0 && one.before.length + one.undecided.length + one.labels.length === 0),
      },
    ];
  });
  return { ref: branch.name, commit: branch.commit, effects, files: landing.files };
}

function contributionsOf(outcomes: readonly JudgedBranch[]): readonly BranchContribution[] {
  return outcomes.flatMap(({ landed, report }) =>
    report.histories.map(({ history, leaves: after, landedLeaves }) => ({
      ref: report.ref,
      history,
      added: landed.landed.change.added.filter(migration => migration.history === history),
      mends: landedLeaves.length > 1 ? landedLeaves.length - after.length : 0,
    })),
  );
}

function landedByBody({ contents }: TreeHistories): ReadonlyMap<string, readonly Migration[]> {
  const found = new Map<string, Migration[]>();
  for (const { migrations } of contents.values()) {
    for (const migration of migrations) addToGroup(found, migration.body, migration);
  }
  return found;
}
