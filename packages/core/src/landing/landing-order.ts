import type { MigrationId } from '../model/migration.js';
import type { LandingStep } from '../reports/predict-report.js';
import type { LandingCandidate, BranchCollisions } from './branch-pairs.js';

export interface LandingQueue {
  readonly candidates: readonly LandingCandidate[];
  readonly collisions: BranchCollisions;
  /** Histories, by candidate, that collide with the base already. */
  readonly colliding: ReadonlyMap<LandingCandidate, ReadonlySet<string>>;
  /** Whether the first has to land before the second: the second is built on it. */
  readonly precedes: (first: LandingCandidate, second: LandingCandidate) => boolean;
}

/** Above this many branches in one tangle the best order is no longer searched: the search doubles with every branch. */
const SEARCH_LIMIT = 20;

/** An order with the least rework: first a maximum-weight independent set of branches, by migrations to relink, then each other one. */
export function landingOrder(queue: LandingQueue): readonly LandingStep[] {
  const free = new Set(connectedCandidates(queue).flatMap(tangle => landingUntouched(tangle, queue)));
  const rank = (candidate: LandingCandidate): number => (free.has(candidate) ? 0 : 1);
  const order = afterWhatTheyBuildOn(
    [...queue.candidates].sort((a, b) => rank(a) - rank(b)),
    queue.precedes,
  );
  const landed: LandingCandidate[] = [];
  return order.map(candidate => {
    const taken = historiesTaken(candidate, landed, queue);
    landed.push(candidate);
    return { ref: candidate.ref, relink: relinked(candidate, taken) };
  });
}

function relinked(candidate: LandingCandidate, histories: ReadonlySet<string>): readonly MigrationId[] {
  return candidate.effects.flatMap(({ history, ids }) => (histories.has(history) ? ids : []));
}

function historiesTaken(
  candidate: LandingCandidate,
  landed: readonly LandingCandidate[],
  { collisions, colliding }: LandingQueue,
): ReadonlySet<string> {
  const rivals = landed.filter(other => collisions.get(candidate)?.has(other));
  const theirs = new Set(rivals.flatMap(other => other.effects.map(({ history }) => history)));
  const mine = candidate.effects.map(({ history }) => history).filter(history => theirs.has(history));
  return new Set([...mine, ...(colliding.get(candidate) ?? [])]);
}

function connectedCandidates({ candidates, collisions }: LandingQueue): LandingCandidate[][] {
  const seen = new Set<LandingCandidate>();
  return candidates.flatMap(start => {
    if (seen.has(start)) return [];
    const members: LandingCandidate[] = [];
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

function weight({ effects }: LandingCandidate): number {
  return effects.reduce((sum, { added }) => sum + added.length, 0);
}

function landingUntouched(tangle: readonly LandingCandidate[], { collisions, colliding }: LandingQueue): readonly LandingCandidate[] {
  const able = tangle.filter(candidate => (colliding.get(candidate)?.size ?? 0) === 0).sort((a, b) => weight(b) - weight(a));
  return able.length <= SEARCH_LIMIT ? heaviestSet(able, collisions) : greedySet(able, collisions);
}

function heaviestSet([first, ...rest]: readonly LandingCandidate[], collisions: BranchCollisions): readonly LandingCandidate[] {
  if (!first) return [];
  const apart = rest.filter(other => !collisions.get(first)?.has(other));
  const taking = [first, ...heaviestSet(apart, collisions)];
  if (apart.length === rest.length) return taking;
  const leaving = heaviestSet(rest, collisions);
  return total(leaving) > total(taking) ? leaving : taking;
}

function greedySet(able: readonly LandingCandidate[], collisions: BranchCollisions): readonly LandingCandidate[] {
  const chosen: LandingCandidate[] = [];
  for (const candidate of able) {
    if (!chosen.some(other => collisions.get(candidate)?.has(other))) chosen.push(candidate);
  }
  return chosen;
}

function total(candidates: readonly LandingCandidate[]): number {
  return candidates.reduce((sum, candidate) => sum + weight(candidate), 0);
}

function afterWhatTheyBuildOn(order: readonly LandingCandidate[], precedes: LandingQueue['precedes']): readonly LandingCandidate[] {
  const below = new Map(order.map(candidate => [candidate, order.filter(other => other !== candidate && precedes(other, candidate))]));
  const placed = new Set<LandingCandidate>();
  const place = (candidate: LandingCandidate): void => {
    if (placed.has(candidate)) return;
    placed.add(candidate);
    for (const other of below.get(candidate) ?? []) place(other);
    placed.delete(candidate);
    placed.add(candidate);
  };
  for (const candidate of order) place(candidate);
  return [...placed];
}
