import {
  LINK_PREFIX,
  historyAt,
  isMigration,
  mainFile,
  missingParents,
  successorPaths,
  type PastMigration,
  type PastNames,
} from '@oneleaf/core';
import type { TreeChange, Oid } from '@oneleaf/git';
import type { LandedTree, LandedOnBase } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';

export async function pastNames(session: RepositorySession, tree: LandedOnBase): Promise<PastNames> {
  return { formerNames: await formerNames(session, tree), withdrawn: await withdrawnNames(session, tree) };
}

/** Migrations that the branch began with, or that a merge has taken away, of which the base has neither the name nor a squash. */
async function withdrawnNames(session: RepositorySession, tree: LandedOnBase): Promise<PastNames['withdrawn']> {
  const { before, base } = tree.onto;
  const gone = [...before].filter(([path, content]) => !base.snapshot.files.has(path) && !content.startsWith(LINK_PREFIX));
  const files = [...gone.map(([path, content]) => ({ path, before: content })), ...(await mergedAway(session, tree))];
  const wanted = files.filter(({ path }) => tree.world.survey.mayBeMigration(path));
  const landed = [...base.snapshot.contents.values()].flatMap(({ migrations }) => migrations);
  const known = new Set(landed.flatMap(({ id, replaces }) => [id, ...replaces.map(reference => reference.id)]));
  const past = wanted.length === 0 ? [] : await readPastMigrations(session, tree, wanted);
  return new Set(past.map(({ migration }) => migration.id).filter(id => !known.has(id)));
}

/** Files that the branch has lost because it merged the base. */
async function mergedAway({ repository }: RepositorySession, tree: LandedOnBase): Promise<readonly PastFile[]> {
  const { commit: head } = await repository.head();
  if (head === undefined || missingParents({ here: tree.here, base: tree.onto.base.snapshot }).size === 0) return [];
  const merges = (await repository.commitsAhead(tree.onto.base.commit, head)).filter(({ parents }) => parents.length > 1);
  const steps = merges.flatMap(({ commit, parents: [parent] }) => (parent === undefined ? [] : [[parent, commit] as const]));
  return (await repository.changes(steps, tree.world.interest))
    .flat()
    .filter(({ before, after, link }) => before !== null && after === null && !link);
}

/**
 * The names that migrations of the branch had before: in commits of the branch that changed or deleted files, and at the tip that a git rebase began with.
 * The later commits of a branch that git replays still name parents by these. Only names that no file carries are looked for.
 */
async function formerNames(session: RepositorySession, tree: LandedOnBase): Promise<PastNames['formerNames']> {
  const trees = { here: tree.here, base: tree.onto.base.snapshot };
  const missing = missingParents(trees);
  const { commit: head } = await session.repository.head();
  if (missing.size === 0 || head === undefined) return new Map();
  const past = (await pastFiles(session, tree, head)).filter(({ path }) => tree.world.interest.wants(path));
  return successorPaths(trees, missing, await readPastMigrations(session, tree, past));
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

async function readPastMigrations(
  { repository }: RepositorySession,
  { here }: LandedTree,
  past: readonly PastFile[],
): Promise<readonly PastMigration[]> {
  const contents = await repository.read(past.flatMap(({ before }) => before ?? []));
  return past.flatMap(({ path, before }) => {
    const home = historyAt(here, path);
    const bytes = contents.get(before ?? '');
    if (!home || !bytes || mainFile(home.framework.recognise, path) !== path) return [];
    const reader = home.framework.read;
    const migration = reader.interpret(path, reader.extract(bytes), home);
    return isMigration(migration) ? [{ migration, isEmpty: reader.doesNothing(bytes) }] : [];
  });
}
