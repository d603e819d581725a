import {
  buildGraph,
  collideByLeaves,
  countLeaves,
  haveDifferentFiles,
  landHistories,
  leaves,
  type LandingCandidate,
  type LandedHistories,
  type RehearseLanding,
} from '@oneleaf/core';
import { openCommitTree } from '../branches/base-tree.js';
import { isMigrationPath } from '../landing/contested-files.js';
import type { BaseTree } from '../branches/base-tree.js';
import { divergedBranches, landBranches } from '../landing/land-branches.js';
import type { RepositorySession } from '../session/session.js';

/** Above this many branches, two contents for one file count as a collision: each pair's own fork costs git several calls. */
const MERGE_LIMIT = 8;

type ClashAnswers = ReadonlyMap<LandingCandidate, ReadonlyMap<LandingCandidate, boolean>>;

/** How two branches land one after the other. Pairs that hold different contents for one file are landed by git's own merge. */
export async function rehearsePairs(
  session: RepositorySession,
  base: BaseTree,
  candidates: readonly LandingCandidate[],
): Promise<RehearseLanding> {
  const settled: ClashAnswers =
    candidates.length <= MERGE_LIMIT ? await mergePairs(session, base, pairsWithDifferentContents(candidates)) : new Map();
  let left = GRAPH_LIMIT;
  return (first, second) => {
    const known = settled.get(first)?.get(second);
    if (known !== undefined) return known;
    left -= 1;
    return left < 0 ? clashBySets(first, second) : clashByGraph(base, first, second);
  };
}

/** For each branch those that hold another content for a file that it lands. */
function pairsWithDifferentContents(candidates: readonly LandingCandidate[]): ReadonlyMap<LandingCandidate, readonly LandingCandidate[]> {
  const others = (first: LandingCandidate): readonly LandingCandidate[] =>
    candidates.filter(second => second.commit !== first.commit && haveDifferentFiles(first, second));
  return new Map(candidates.map(first => [first, others(first)] as const).filter(([, seconds]) => seconds.length > 0));
}

function mergePairs(
  session: RepositorySession,
  base: BaseTree,
  pairs: ReadonlyMap<LandingCandidate, readonly LandingCandidate[]>,
): Promise<ClashAnswers> {
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
    ({ conflicts, landing, landed }) => conflicts.length + landing.contested.length > 0 || addsLeaf(before, first, landed),
  );
  return new Map(seconds.map(second => [second, clashing.some(({ branch }) => branch.commit === second.commit)]));
}

/** Above this many pairs, the leaves of two branches together are told by sets: a few milliseconds each would become minutes. */
const GRAPH_LIMIT = 100;

function clashBySets(first: LandingCandidate, second: LandingCandidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  return haveDifferentFiles(first, second) || first.effects.some(effect => second.effects.some(other => collideByLeaves(effect, other)));
}

/** Whether all that the first lands is landed by the second too: it is built on it. */
export function isPartOf(first: LandingCandidate, second: LandingCandidate): boolean {
  if (first.files.size >= second.files.size) return false;
  for (const [path, content] of first.files) if (second.files.get(path) !== content) return false;
  return true;
}

function clashByGraph({ snapshot, world }: BaseTree, first: LandingCandidate, second: LandingCandidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  if (haveDifferentFiles(first, second)) return true;
  const landed = landHistories(snapshot, new Map([...first.files, ...second.files]), world.survey);
  return addsLeaf({ snapshot }, first, landed);
}

/** Whether some history has more leaves than after the first alone. */
function addsLeaf({ snapshot }: Pick<BaseTree, 'snapshot'>, first: LandingCandidate, { contents, touched }: LandedHistories): boolean {
  return touched.some(id => {
    const chapter = contents.get(id);
    if (!chapter) return false;
    const before = first.effects.find(({ history }) => history === id)?.leaves.length ?? leavesOf(snapshot, id);
    return countLeaves(buildGraph([chapter]), id, before).answer === 'more';
  });
}

function leavesOf(snapshot: BaseTree['snapshot'], id: string): number {
  const chapter = snapshot.contents.get(id);
  return chapter ? leaves(buildGraph([chapter]), id).length : 0;
}
