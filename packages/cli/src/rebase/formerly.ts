import { isMigration, type History, type Migration, type Strand } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { Change, Oid } from '@oneleaf/git';
import type { LandedTree, Landing } from '../landed-tree.js';
import type { Session } from '../session.js';

/**
 * What migrations of the branch were called before: in commits of the branch that changed files or took them away, and at the tip that a git rebase began with.
 * The later commits of a branch that git replays still name parents by these. Only names that no file carries are looked for.
 */
export async function formerNames(session: Session, tree: Landing): Promise<Strand['formerly']> {
  const missing = missingParents(tree);
  const { commit: head } = await session.repository.head();
  if (missing.size === 0 || head === undefined) return new Map();
  const past = (await pastOf(session, tree, head)).filter(({ path }) => tree.world.interest.wants(path));
  const found = new Map<string, string>();
  for (const migration of await readOld(session, tree, past)) {
    const heir = missing.has(migration.id) ? heirOf(migration, tree) : undefined;
    if (heir) found.set(migration.id, heir.path);
  }
  return found;
}

/** Names of parents that neither the branch nor the base has a file for. */
function missingParents({ here, onto }: Landing): ReadonlySet<string> {
  const chapters = [...here.chapters.values(), ...onto.base.snapshot.chapters.values()];
  const known = new Set(chapters.flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  const named = [...here.chapters.values()].flatMap(({ migrations }) => migrations.flatMap(({ parents }) => parents.map(({ id }) => id)));
  return new Set(named.filter(id => !known.has(id)));
}

type Past = Pick<Change, 'path' | 'before'>;

async function pastOf(session: Session, { world, here, onto }: Landing, head: Oid): Promise<readonly Past[]> {
  const { repository } = session;
  const steps = (await repository.since(onto.base.commit, head)).flatMap(({ commit, parents: [parent] }) =>
    parent === undefined ? [] : [[parent, commit] as const],
  );
  const changes = (await repository.changes(steps, world.interest)).flat().filter(({ before, link }) => before !== null && !link);
  const { original } = (await repository.worktree.underway()) ?? {};
  const before = original === undefined ? [] : await repository.list(original, world.interest);
  return [
    ...changes,
    ...before.filter(({ path, oid, link }) => !link && here.files.get(path) !== oid).map(({ path, oid }) => ({ path, before: oid })),
  ];
}

async function readOld({ repository }: Session, { here }: LandedTree, past: readonly Past[]): Promise<readonly Migration[]> {
  const contents = await repository.read(past.flatMap(({ before }) => before ?? []));
  return past.flatMap(({ path, before }) => {
    const home = here.homes.get(path.slice(0, path.lastIndexOf('/')));
    const bytes = contents.get(before ?? '');
    const read = home && bytes && readAs(home, path, bytes);
    return read && isMigration(read) ? [read] : [];
  });
}

function readAs(home: History, path: string, bytes: Uint8Array): ReturnType<(typeof frameworks)[number]['interpret']> | undefined {
  const framework = frameworks.find(({ name }) => name === home.framework);
  return framework?.interpret(path, framework.extract(bytes), home);
}

/** The one migration of the same history that does the same. */
function heirOf({ history, body }: Migration, { here }: LandedTree): Migration | undefined {
  const same = (here.chapters.get(history)?.migrations ?? []).filter(one => one.body === body);
  return same.length === 1 ? same[0] : undefined;
}
