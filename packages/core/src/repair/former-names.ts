import type { Migration, MigrationId } from '../model/migration.js';
import type { TreeHistories } from '../adapter/tree-histories.js';

export interface BranchTrees {
  readonly here: TreeHistories;
  readonly base: TreeHistories;
}

export function missingParents({ here, base }: BranchTrees): ReadonlySet<MigrationId> {
  const contents = [...here.contents.values(), ...base.contents.values()];
  const known = new Set(contents.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  const named = [...here.contents.values()].flatMap(({ migrations }) => migrations.flatMap(({ parents }) => parents.map(({ id }) => id)));
  return new Set(named.filter(id => !known.has(id)));
}

export interface PastMigration {
  readonly migration: Migration;
  readonly isEmpty: boolean;
}

/** Paths of the migrations that have replaced missing ones. An uncertain one is left out. */
export function successorPaths(
  trees: BranchTrees,
  missing: ReadonlySet<MigrationId>,
  past: readonly PastMigration[],
): ReadonlyMap<MigrationId, string> {
  const successors = new Successors(trees, past);
  return new Map([...missing].flatMap(id => successors.find(id).map(({ path }) => [id, path] as const)));
}

class Successors {
  private readonly own: readonly Migration[];

  constructor(
    { here, base }: BranchTrees,
    private readonly past: readonly PastMigration[],
  ) {
    const all = [...here.contents.values()].flatMap(({ migrations }) => migrations);
    this.own = all.filter(({ path }) => !base.files.has(path));
  }

  /** The only own migration of the history with the same body; of a dropped merge, what replaced its parents. */
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
