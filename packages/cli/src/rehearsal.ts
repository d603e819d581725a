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
import { landAfter } from './after.js';
import type { Outcome } from './outcomes.js';
import type { Base } from './prospects.js';

/** Above this many branches, two contents for one file count as a collision: each pair's own fork costs git several calls. */
const REHEARSED = 8;

/**
 * How two branches land one after the other.
 * Pairs that hold different contents for one file are landed from where they parted, which may be later than where they left the base.
 */
export async function rehearsal(base: Base, outcomes: ReadonlyMap<Candidate, Outcome>): Promise<Rehearse> {
  const settled = new Map<Candidate, Map<Candidate, boolean>>();
  const pairs = outcomes.size <= REHEARSED ? parted([...outcomes.keys()]) : [];
  for (const [first, second] of pairs) {
    const [one, other] = [outcomes.get(first), outcomes.get(second)];
    if (!one || !other) continue;
    const { alive } = await landAfter(base, one.prospect, other.prospect.branch);
    const known = settled.get(first) ?? new Map<Candidate, boolean>();
    const stops = alive.some(({ landing }) => landing.contested.length > 0);
    settled.set(first, known.set(second, stops || alive.some(({ landed }) => forks(base, first, landed))));
  }
  let left = BUILT;
  return (first, second) => {
    const known = settled.get(first)?.get(second);
    if (known !== undefined) return known;
    left -= 1;
    return left < 0 ? clashBySets(first, second) : clash(base, first, second);
  };
}

/** Above this many pairs, the leaves of two branches together are told by sets: a few milliseconds each would become minutes. */
const BUILT = 100;

function clashBySets(first: Candidate, second: Candidate): boolean {
  if (isPartOf(first, second) || isPartOf(second, first)) return false;
  return differsSomewhere(first, second) || first.effects.some(effect => second.effects.some(other => collideBySets(effect, other)));
}

/** Ordered pairs that touch one history and hold different contents for one file. */
function parted(candidates: readonly Candidate[]): readonly (readonly [Candidate, Candidate])[] {
  return candidates.flatMap(first =>
    candidates.filter(second => second.commit !== first.commit && differsSomewhere(first, second)).map(second => [first, second] as const),
  );
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
