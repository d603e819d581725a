import {
  addsLeaf,
  pairsWithDifferentContents,
  rehearsal,
  type LandingCandidate,
  type MergedClashes,
  type RehearseLanding,
} from '@oneleaf/core';
import { openCommitTree } from '../branches/base-tree.js';
import { isMigrationPath } from '../landing/contested-files.js';
import type { BaseTree } from '../branches/base-tree.js';
import { divergedBranches, landBranches } from '../landing/land-branches.js';
import type { RepositorySession } from '../session/session.js';

/** Above this many branches, two contents for one file count as a collision: each pair's own fork costs git several calls. */
const MERGE_LIMIT = 8;

/** How two branches land one after the other. Pairs that hold different contents for one file are landed by git's own merge. */
export async function rehearsePairs(
  session: RepositorySession,
  base: BaseTree,
  candidates: readonly LandingCandidate[],
): Promise<RehearseLanding> {
  const merged: MergedClashes =
    candidates.length <= MERGE_LIMIT ? await mergePairs(session, base, pairsWithDifferentContents(candidates)) : new Map();
  return rehearsal({ histories: base.snapshot, search: base.world.survey }, merged);
}

function mergePairs(
  session: RepositorySession,
  base: BaseTree,
  pairs: ReadonlyMap<LandingCandidate, readonly LandingCandidate[]>,
): Promise<MergedClashes> {
  if (pairs.size === 0) return Promise.resolve(new Map());
  const request = { base: base.commit, tips: [...pairs.keys()].map(({ commit }) => commit), filter: base.world.interest };
  return session.repository.landInScratch(request, async (repository, landed) => {
    const settled = new Map<LandingCandidate, ReadonlyMap<LandingCandidate, boolean>>();
    for (const [first, seconds] of pairs) {
      const there = landed.get(first.commit);
      if (there === undefined || 'failed' in there || there.stops.some(path => isMigrationPath(base, path))) continue;
      const after = await openCommitTree({ ...session, repository }, base.ref, there.commit);
      settled.set(first, await clashesAfter(after, { before: base, first, seconds }));
    }
    return settled;
  });
}

interface FirstLanding {
  readonly before: BaseTree;
  readonly first: LandingCandidate;
  readonly seconds: readonly LandingCandidate[];
}

async function clashesAfter(after: BaseTree, { before, first, seconds }: FirstLanding): Promise<ReadonlyMap<LandingCandidate, boolean>> {
  const branches = seconds.map(({ ref, commit }) => ({ name: ref, commit }));
  const relations = await after.world.repository.relate(
    after.commit,
    branches.map(({ commit }) => commit),
  );
  const { landed: alive } = await landBranches(after, divergedBranches(branches, relations));
  const clashing = alive.filter(
    ({ conflicts, landing, landed }) => conflicts.length + landing.contested.length > 0 || addsLeaf(before.snapshot, first, landed),
  );
  return new Map(seconds.map(second => [second, clashing.some(({ branch }) => branch.commit === second.commit)]));
}
