import type { MigrationId } from './model.js';
import type { LandingStep } from './outcome.js';
import type { Candidate, Collisions } from './pairs.js';

export interface Queue {
  readonly candidates: readonly Candidate[];
  readonly collisions: Collisions;
  /** Histories, by candidate, that collide with the base already. */
  readonly colliding: ReadonlyMap<Candidate, ReadonlySet<string>>;
  /** Whether the first has to land before the second: the second is built on it. */
  readonly precedes: (first: Candidate, second: Candidate) => boolean;
}

/** Above this many branches in one tangle the best order is no longer searched: the search doubles with every branch. */
const SEARCHED = 20;

/**
 * An order of landing with the least rework: the branches that may land untouched are the heaviest set that does not collide
 * (maximum-weight independent set, weight = migrations that would have to be relinked); the rest follows, each relinked once.
 */
export function landingOrder(queue: Queue): readonly LandingStep[] {
  const free = new Set(tangles(queue).flatMap(tangle => untouched(tangle, queue)));
  const rank = (candidate: Candidate): number => (free.has(candidate) ? 0 : 1);
  const order = stacked(
    [...queue.candidates].sort((a, b) => rank(a) - rank(b)),
    queue.precedes,
  );
  const landed: Candidate[] = [];
  return order.map(candidate => {
    const taken = historiesTaken(candidate, landed, queue);
    landed.push(candidate);
    return { ref: candidate.ref, relink: relinked(candidate, taken) };
  });
}

function relinked(candidate: Candidate, histories: ReadonlySet<string>): readonly MigrationId[] {
  return candidate.effects.flatMap(({ history, ids }) => (histories.has(history) ? ids : []));
}

function historiesTaken(candidate: Candidate, landed: readonly Candidate[], { collisions, colliding }: Queue): ReadonlySet<string> {
  const rivals = landed.filter(other => collisions.get(candidate)?.has(other));
  const theirs = new Set(rivals.flatMap(other => other.effects.map(({ history }) => history)));
  const mine = candidate.effects.map(({ history }) => history).filter(history => theirs.has(history));
  return new Set([...mine, ...(colliding.get(candidate) ?? [])]);
}

/** Connected components of the collisions. */
function tangles({ candidates, collisions }: Queue): Candidate[][] {
  const seen = new Set<Candidate>();
  return candidates.flatMap(start => {
    if (seen.has(start)) return [];
    const members: Candidate[] = [];
    const open = [start];
    for (let next = open.pop(); next; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      members.push(next);
      open.push(...(collisions.get(next) ?? []));
    }
    return [members];
  });
}

function weight({ effects }: Candidate): number {
  return effects.reduce((sum, { added }) => sum + added.length, 0);
}

function untouched(tangle: readonly Candidate[], { collisions, colliding }: Queue): readonly Candidate[] {
  const able = tangle.filter(candidate => (colliding.get(candidate)?.size ?? 0) === 0).sort((a, b) => weight(b) - weight(a));
  return able.length <= SEARCHED ? heaviest(able, collisions) : greedy(able, collisions);
}

function heaviest([first, ...rest]: readonly Candidate[], collisions: Collisions): readonly Candidate[] {
  if (!first) return [];
  const apart = rest.filter(other => !collisions.get(first)?.has(other));
  const taking = [first, ...heaviest(apart, collisions)];
  if (apart.length === rest.length) return taking;
  const leaving = heaviest(rest, collisions);
  return total(leaving) > total(taking) ? leaving : taking;
}

function greedy(able: readonly Candidate[], collisions: Collisions): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of able) {
    if (!chosen.some(other => collisions.get(candidate)?.has(other))) chosen.push(candidate);
  }
  return chosen;
}

function total(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, candidate) => sum + weight(candidate), 0);
}

/** The same order, but nothing before what it is built on. */
function stacked(order: readonly Candidate[], precedes: Queue['precedes']): readonly Candidate[] {
  const below = new Map(order.map(candidate => [candidate, order.filter(other => other !== candidate && precedes(other, candidate))]));
  const placed = new Set<Candidate>();
  const place = (candidate: Candidate): void => {
    if (placed.has(candidate)) return;
    placed.add(candidate);
    for (const other of below.get(candidate) ?? []) place(other);
    placed.delete(candidate);
    placed.add(candidate);
  };
  for (const candidate of order) place(candidate);
  return [...placed];
}
