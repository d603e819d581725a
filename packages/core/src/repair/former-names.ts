import type { Migration, MigrationId } from '../model/migration.js';
import type { TreeHistories } from '../adapter/tree-histories.js';

/** The branch's tree and the base's. */
export interface BranchTrees {
  readonly here: TreeHistories;
  readonly base: TreeHistories;
}

/** Names of parents for which neither the branch nor the base has a file. */
export function missingParents({ here, base }: BranchTrees): ReadonlySet<MigrationId> {
  const contents = [...here.contents.values(), ...base.contents.values()];
  const known = new Set(contents.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  const named = [...here.contents.values()].flatMap(({ migrations }) => migrations.flatMap(({ parents }) => parents.map(({ id }) => id)));
  return new Set(named.filter(id => !known.has(id)));
}

/** A migration of an earlier commit. */
export interface PastMigration {
  readonly migration: Migration;
  /** Whether it does nothing, as merges do. */
  readonly isEmpty: boolean;
}

/** The paths of the branch's migrations that stand for missing ones; a name whose successor is not certain is left out. */
export function successorPaths(
  trees: BranchTrees,
  missing: ReadonlySet<MigrationId>,
  past: readonly PastMigration[],
): ReadonlyMap<MigrationId, string> {
  const successors = new Successors(trees, past);
  return new Map([...missing].flatMap(id => successors.find(id).map(({ path }) => [id, path] as const)));
}

/** What stands now for migrations of earlier commits whose names no file carries any more. */
class Successors {
  private readonly own: readonly Migration[];

  constructor(
    { here, base }: BranchTrees,
    private readonly past: readonly PastMigration[],
  ) {
    const all = [...here.contents.values()].flatMap(({ migrations }) => migrations);
    this.own = all.filter(({ path }) => !base.files.has(path));
  }

  /** At most one: the only own migration of the history with the same body; for a merge that is gone, the successor of its parents. */
  find(id: MigrationId, seen: readonly MigrationId[] = []): readonly Migration[] {
    const named = this.own.filter(one => one.id === id);
    if (named.length > 0) return named;
    const found = this.past.filter(({ migration }) => migration.id === id).flatMap(one => this.successorsOf(one, [...seen, id]));
    const paths = new Set(found.map(({ path }) => path));
    return paths.size === 1 ? found.slice(0, 1) : [];
  }

  private successorsOf({ migration, isEmpty }: PastMigration, seen: readonly MigrationId[]): readonly Migration[] {
    const { history, body, parents } = migration;
    const same = this.own.filter(one => one.history === history && one.body === body);
    if (same.length > 0 || !isEmpty || parents.length < 2) return same.length === 1 ? same : [];
    return parents.flatMap(parent => (seen.includes(parent.id) ? [] : this.find(parent.id, seen)));
  }
}
