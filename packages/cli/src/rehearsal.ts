import {
  buildGraph,
  collideBySets,
  countLeaves,
  differsSomewhere,
  landSnapshot,
  leaves,
  type Candidate,
  type LandedSnapshot,
  type Rehearse,
} from '@oneleaf/core';
import { openCommit } from './base.js';
import { isMigration } from './contests.js';
import type { Base } from './prospect.js';
import { diverged, prospects } from './prospects.js';
import type { Session } from './session.js';

/** Above this many branches, two contents for one file count as a collision: each pair's own fork costs git several calls. */
const REHEARSED = 8;

type Settled = ReadonlyMap<Candidate, ReadonlyMap<Candidate, boolean>>;

/** How two branches land one after the other. Pairs that hold different contents for one file are landed by git's own merge. */
export async function rehearsal(session: Session, base: Base, candidates: readonly Candidate[]): Promise<Rehearse> {
  const settled: Settled = candidates.length <= REHEARSED ? await mergeParted(session, base, parted(candidates)) : new Map();
  let left = BUILT;
  return (first, second) => {
    const known = settled.get(first)?.get(second);
    if (known !== undefined) return known;
    left -= 1;
    return left < 0 ? clashBySets(first, second) : clash(base, first, second);
  };
}

/** For each branch those that hold another content for a file that it lands. */
function parted(candidates: readonly Candidate[]): ReadonlyMap<Candidate, readonly Candidate[]> {
  const others = (first: Candidate): readonly Candidate[] =>
    candidates.filter(second => second.commit !== first.commit && differsSomewhere(first, second));
  return new Map(candidates.map(first => [first, others(first)] as const).filter(([, seconds]) => seconds.length > 0));
}

function mergeParted(session: Session, base: Base, pairs: ReadonlyMap<Candidate, readonly Candidate[]>): Promise<Settled> {
  if (pairs.size === 0) return Promise.resolve(new Map());
  const request = { base: base.commit, tips: [...pairs.keys()].map(({ commit }) => commit), interest: base.world.interest };
  return session.repository.landInScratch(request, async (repository, landed) => {
    const settled = new Map<Candidate, ReadonlyMap<Candidate, boolean>>();
    for (const [first, seconds] of pairs) {
      const there = landed.get(first.commit);
      if (there === undefined || 'failed' in there || there.stops.some(path => isMigration(base, path))) continue;
      const after = await openCommit({ ...session, repository }, base.ref, there.commit);
      settled.set(first, await clashesAfter(after, { before: base, first, seconds }));
    }
    return settled;
  });
}

interface Landing {
  readonly before: Base;
  readonly first: Candidate;
  readonly seconds: readonly Candidate[];
}

async function clashesAfter(after: Base, { before, first, seconds }: Landing): Promise<ReadonlyMap<Candidate, boolean>> {
  const branches = seconds.map(({ ref, commit }) => ({ name: ref, commit }));
  const relations = await after.world.repository.relate(
    after.commit,
    branches.map(({ commit }) => commit),
  );
  const { alive } = await prospects(after, diverged(branches, relations));
  const clashing = alive.filter(
    ({ conflicts, landing, landed }) => conflicts.length + landing.contested.length > 0 || forks(before, first, landed),
  );
  return new Map(seconds.map(second => [second, clashing.some(({ branch }) => branch.commit === second.commit)]));
}

/** Above this many pairs, the leaves of two branches together are told by sets: a few milliseconds each would become minutes. */
const BUILT = 100;

function clashBySets(first: Candidate, second: Candidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  return differsSomewhere(first, second) || first.effects.some(effect => second.effects.some(other => collideBySets(effect, other)));
}

/** Whether all that the first lands is landed by the second too: it is built on it. */
export function isPartOf(first: Candidate, second: Candidate): boolean {
  if (first.files.size >= second.files.size) return false;
  for (const [path, content] of first.files) if (second.files.get(path) !== content) return false;
  return true;
}

function clash({ snapshot, world }: Base, first: Candidate, second: Candidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  if (differsSomewhere(first, second)) return true;
  const landed = landSnapshot(snapshot, new Map([...first.files, ...second.files]), world.survey);
  return forks({ snapshot }, first, landed);
}

/** Whether some history has more leaves than after the first alone. */
function forks({ snapshot }: Pick<Base, 'snapshot'>, first: Candidate, { chapters, touched }: LandedSnapshot): boolean {
  return touched.some(id => {
    const chapter = chapters.get(id);
    if (!chapter) return false;
    const before = first.effects.find(({ history }) => history === id)?.leaves.length ?? leavesOf(snapshot, id);
    return countLeaves(buildGraph([chapter]), id, before).answer === 'more';
  });
}

function leavesOf(snapshot: Base['snapshot'], id: string): number {
  const chapter = snapshot.chapters.get(id);
  return chapter ? leaves(buildGraph([chapter]), id).length : 0;
}
