import {
  sameLinks,
  landingOrder,
  findCollisions,
  findTwins,
  type LandingCandidate,
  type BranchContribution,
  type HistoryEffect,
  type BranchGroup,
  type LandingStep,
  type Migration,
  type TwinBranches,
} from '@oneleaf/core';
import type { JudgedLine } from '../landing/judge-branches.js';
import type { JudgedBranch } from '../landing/branch-outcome.js';
import type { BaseTree } from '../branches/base-tree.js';
import { isPartOf, rehearsePairs } from './pair-rehearsal.js';
import type { RepositorySession } from '../session/session.js';

export interface BranchPlan {
  readonly groups: readonly BranchGroup[];
  readonly twins: readonly TwinBranches[];
  readonly landing: readonly LandingStep[];
}

/** What the branches of each line would do to each other, and in which order to land them. */
export async function planLandings(
  session: RepositorySession,
  lines: readonly JudgedLine[],
  dates: ReadonlyMap<string, number>,
): Promise<BranchPlan> {
  const plans: BranchPlan[] = [];
  for (const line of lines) plans.push(await planOnLine(session, line, dates));
  return {
    groups: plans.flatMap(({ groups }) => groups),
    twins: plans.flatMap(one => one.twins),
    landing: plans.flatMap(({ landing }) => landing),
  };
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

async function planOnLine(
  session: RepositorySession,
  { base, judged }: JudgedLine,
  dates: ReadonlyMap<string, number>,
): Promise<BranchPlan> {
  const able = youngest(
    judged.filter(({ report }) => report.verdict === 'clean' || report.verdict === 'conflict'),
    dates,
  );
  const candidates = new Map(able.map(outcome => [candidateOf(outcome), outcome]));
  const { groups, collisions } = findCollisions([...candidates.keys()], await rehearsePairs(session, base, [...candidates.keys()]));
  const landing = landingOrder({
    candidates: [...candidates.keys()],
    collisions,
    colliding: new Map([...candidates].map(([candidate, outcome]) => [candidate, historiesWithExtraLeaf(outcome)])),
    precedes: (first, second) => isPartOf(first, second),
  });
  return { groups, landing, twins: findTwins(contributionsOf(able), landedByBody(base)) };
}

/** Histories that get a leaf too many from the branch alone. */
function historiesWithExtraLeaf({ report }: JudgedBranch): ReadonlySet<string> {
  return new Set(
    report.histories.filter(({ findings }) => findings.some(({ rule }) => rule === 'multiple-leaves')).map(({ history }) => history),
  );
}

function candidateOf({ landed: prospect, report }: JudgedBranch): LandingCandidate {
  const { landed, landing, branch } = prospect;
  const plain = landed.change.deleted.length === 0 && landed.change.edited.every(edit => sameLinks(edit.landed, edit.now));
  const effects = report.histories.flatMap((outcome): HistoryEffect[] => {
    const added = landed.change.added.filter(({ history }) => history === outcome.history);
    return [
      {
        history: outcome.history,
        ids: added.map(({ id }) => id),
        added: added.map(({ literal }) => literal),
        leaves: outcome.leaves,
        tolerated: landed.contents.get(outcome.history)?.history.expectedLeaves ?? 1,
        onlyAdds: plain && added.every(one => one.replaces.length === 0 && one.before.length === 0 && one.undecided.length === 0),
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

function landedByBody({ snapshot }: BaseTree): ReadonlyMap<string, readonly Migration[]> {
  const found = new Map<string, Migration[]>();
  for (const { migrations } of snapshot.contents.values()) {
    for (const migration of migrations) found.set(migration.body, [...(found.get(migration.body) ?? []), migration]);
  }
  return found;
}
