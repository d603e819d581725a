import type { FileContentId } from './land-changes.js';
import type { MigrationId } from '../model/migration.js';
import type { BranchGroup } from '../reports/predict-report.js';
import { addToGroup } from '../model/grouping.js';

export interface HistoryEffect {
  readonly history: string;
  /** Migrations that the branch brings, by id, and as their history spells them. */
  readonly ids: readonly MigrationId[];
  readonly added: readonly string[];
  /** Leaves of the history after the branch has landed alone, as it spells them. */
  readonly leaves: readonly string[];
  /** Leaves that are no news: as many as configured. */
  readonly tolerated: number;
  /** Whether it only adds plain migrations: then leaves of two branches can be told by sets alone. */
  readonly onlyAdds: boolean;
}

export interface LandingCandidate {
  readonly ref: string;
  readonly commit: string;
  readonly effects: readonly HistoryEffect[];
  readonly files: ReadonlyMap<string, FileContentId>;
}

/** Lands `second` after `first` for real; true when a history would get a leaf too many or git would stop inside a migration. */
export type RehearseLanding = (first: LandingCandidate, second: LandingCandidate) => boolean;

export type BranchCollisions = ReadonlyMap<LandingCandidate, ReadonlySet<LandingCandidate>>;

export interface CollidingGroups {
  readonly groups: readonly BranchGroup[];
  readonly collisions: BranchCollisions;
}

/** Whether a history gets a leaf more than it has after the first alone: two leaves that are there already are no news. */
function forksAfter(first: HistoryEffect, together: number): boolean {
  return together > Math.max(first.tolerated, first.leaves.length);
}

export function findCollisions(candidates: readonly LandingCandidate[], rehearse: RehearseLanding): CollidingGroups {
  const collisions = new Map(candidates.map(candidate => [candidate, new Set<LandingCandidate>()]));
  const groups: BranchGroup[] = [];
  for (const [history, members] of byHistory(candidates)) {
    const clashing = new Set<LandingCandidate>();
    members.forEach((first, index) => {
      for (const second of members.slice(index + 1)) {
        if (!doCollide(first, second, { history, rehearse })) continue;
        for (const [one, other] of [[first, second] as const, [second, first] as const]) {
          collisions.get(one)?.add(other);
          clashing.add(one);
        }
      }
    });
    if (clashing.size > 0) groups.push({ history, refs: members.filter(member => clashing.has(member)).map(({ ref }) => ref) });
  }
  return { groups: groups.sort((a, b) => b.refs.length - a.refs.length || (a.history < b.history ? -1 : 1)), collisions };
}

function byHistory(candidates: readonly LandingCandidate[]): Map<string, LandingCandidate[]> {
  const found = new Map<string, LandingCandidate[]>();
  for (const candidate of candidates) {
    for (const { history } of candidate.effects) addToGroup(found, history, candidate);
  }
  return found;
}

function doCollide(
  first: LandingCandidate,
  second: LandingCandidate,
  { history, rehearse }: { history: string; rehearse: RehearseLanding },
): boolean {
  if (first.commit === second.commit) return false;
  const a = first.effects.find(effect => effect.history === history);
  const b = second.effects.find(effect => effect.history === history);
  if (!a || !b) return false;
  const plain = a.onlyAdds && b.onlyAdds && !haveDifferentFiles(first, second);
  if (!plain) return rehearse(first, second) || rehearse(second, first);
  return collideByLeaves(a, b);
}

/** Whether two effects on one history, in either order, give a leaf too many, as far as their leaves alone tell. */
export function collideByLeaves(a: HistoryEffect, b: HistoryEffect): boolean {
  if (a.history !== b.history) return false;
  const together = leavesTogether(a, b);
  return forksAfter(a, together) || forksAfter(b, together);
}

/** Leaves of a history after both have landed: a leaf of one stays a leaf unless the other knows it and stands on it. */
function leavesTogether(a: HistoryEffect, b: HistoryEffect): number {
  const stay = (mine: HistoryEffect, other: HistoryEffect): string[] => {
    const brought = new Set(mine.added);
    const known = new Set(other.added);
    const leaf = new Set(other.leaves);
    return mine.leaves.filter(id => leaf.has(id) || (brought.has(id) && !known.has(id)));
  };
  return new Set([...stay(a, b), ...stay(b, a)]).size;
}

export function haveDifferentFiles(first: LandingCandidate, second: LandingCandidate): boolean {
  for (const [path, content] of first.files) if (second.files.has(path) && second.files.get(path) !== content) return true;
  return false;
}
