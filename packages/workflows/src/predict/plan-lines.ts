import { landingCandidates, planLandings, type BranchPlan } from '@oneleaf/core';
import type { JudgedLine } from '../landing/judge-branches.js';
import { rehearsePairs } from './pair-rehearsal.js';
import type { RepositorySession } from '../session/session.js';

/** What the branches of each line would do to each other, and in which order to land them. */
export async function planLines(
  session: RepositorySession,
  lines: readonly JudgedLine[],
  dates: ReadonlyMap<string, number>,
): Promise<BranchPlan> {
  const plans: BranchPlan[] = [];
  for (const { base, judged } of lines) {
    const candidates = landingCandidates(judged, dates);
    plans.push(planLandings(candidates, await rehearsePairs(session, base, [...candidates.keys()]), base.snapshot));
  }
  return {
    groups: plans.flatMap(({ groups }) => groups),
    twins: plans.flatMap(({ twins }) => twins),
    landing: plans.flatMap(({ landing }) => landing),
  };
}
