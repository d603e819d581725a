import { isMigration, type Migration, type BranchHistories } from '@oneleaf/core';
import type { TreeChange, Oid } from '@oneleaf/git';
import type { LandedTree, LandedOnBase } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';

/**
 * What migrations of the branch were called before: in commits of the branch that changed files or took them away, and at the tip that a git rebase began with.
 * The later commits of a branch that git replays still name parents by these. Only names that no file carries are looked for.
 */
export async function formerNames(session: RepositorySession, tree: LandedOnBase): Promise<BranchHistories['formerNames']> {
  const missing = missingParents(tree);
  const { commit: head } = await session.repository.head();
  if (missing.size === 0 || head === undefined) return new Map();
  const past = (await pastFiles(session, tree, head)).filter(({ path }) => tree.world.interest.wants(path));
  const successors = new Successors(tree, await readPastMigrations(session, tree, past));
  return new Map([...missing].flatMap(id => successors.find(id).map(({ path }) => [id, path] as const)));
}

/** Names of parents that neither the branch nor the base has a file for. */
function missingParents({ here, onto }: LandedOnBase): ReadonlySet<string> {
  const contents = [...here.contents.values(), ...onto.base.snapshot.contents.values()];
  const known = new Set(contents.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  const named = [...here.contents.values()].flatMap(({ migrations }) => migrations.flatMap(({ parents }) => parents.map(({ id }) => id)));
  return new Set(named.filter(id => !known.has(id)));
}

type PastFile = Pick<TreeChange, 'path' | 'before'>;

async function pastFiles(session: RepositorySession, { world, here, onto }: LandedOnBase, head: Oid): Promise<readonly PastFile[]> {
  const { repository } = session;
  const steps = (await repository.commitsAhead(onto.base.commit, head)).flatMap(({ commit, parents: [parent] }) =>
    parent === undefined ? [] : [[parent, commit] as const],
  );
  const changes = (await repository.changes(steps, world.interest)).flat().filter(({ before, link }) => before !== null && !link);
  const { original } = (await repository.worktree.operationInProgress()) ?? {};
  const before = original === undefined ? [] : await repository.list(original, world.interest);
  return [
    ...changes,
    ...before.filter(({ path, oid, link }) => !link && here.files.get(path) !== oid).map(({ path, oid }) => ({ path, before: oid })),
  ];
}

/** A migration as it was. */
interface PastMigration {
  readonly migration: Migration;
  readonly isEmpty: boolean;
}

async function readPastMigrations(
  { repository }: RepositorySession,
  { here }: LandedTree,
  past: readonly PastFile[],
): Promise<readonly PastMigration[]> {
  const contents = await repository.read(past.flatMap(({ before }) => before ?? []));
  return past.flatMap(({ path, before }) => {
    const home = here.historyByFolder.get(path.slice(0, path.lastIndexOf('/')));
    const bytes = contents.get(before ?? '');
    if (!home || !bytes) return [];
    const reader = home.framework.read;
    const migration = reader.interpret(path, reader.extract(bytes), home);
    return isMigration(migration) ? [{ migration, isEmpty: reader.doesNothing(bytes) }] : [];
  });
}

/** What stands for migrations now that are not here under their names any more. */
class Successors {
  private readonly own: readonly Migration[];

  constructor(
    { here, onto }: LandedOnBase,
    private readonly old: readonly PastMigration[],
  ) {
    const all = [...here.contents.values()].flatMap(({ migrations }) => migrations);
    this.own = all.filter(({ path }) => !onto.base.snapshot.files.has(path));
  }

  /** One, or none where that cannot be told: the only own migration of the history that does the same, or of a merge that went what it stood on. */
  find(id: string, seen: readonly string[] = []): readonly Migration[] {
    const named = this.own.filter(one => one.id === id);
    if (named.length > 0) return named;
    const found = this.old.filter(({ migration }) => migration.id === id).flatMap(one => this.heirsOf(one, [...seen, id]));
    const paths = new Set(found.map(({ path }) => path));
    return paths.size === 1 ? found.slice(0, 1) : [];
  }

  private heirsOf({ migration, isEmpty }: PastMigration, seen: readonly string[]): readonly Migration[] {
    const { history, body, parents } = migration;
    const same = this.own.filter(one => one.history === history && one.body === body);
    if (same.length > 0 || !isEmpty || parents.length < 2) return same.length === 1 ? same : [];
    return parents.flatMap(parent => (seen.includes(parent.id) ? [] : this.find(parent.id, seen)));
  }
}
