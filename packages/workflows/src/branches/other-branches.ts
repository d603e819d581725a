import { ancestors, buildGraph, filesOf, type History, type Migration, type TreeHistories } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { TreeEntry, Oid } from '@oneleaf/git';
import { openCommitTree } from './base-tree.js';
import { EnvironmentError } from '@oneleaf/core/errors';
import { commitOf, selectBranches } from './refs.js';
import type { RepositorySession } from '../session/session.js';
import { listWithConfiguredFolders, readSnapshot, type RepositoryView } from '../repository-view/repository-view.js';

/** The working tree, and the files of migrations that other commits have and it has not. */
export interface OtherBranchFiles {
  readonly world: RepositoryView;
  readonly here: TreeHistories;
  readonly files: readonly OtherBranchFile[];
}

/** One content of an absent file, with the newest branch that has it. */
export interface OtherBranchFile {
  readonly path: string;
  readonly oid: Oid;
  readonly branch: string;
  /** Whether that is a branch of this repository, and no remote's, pull request or commit. */
  readonly local: boolean;
  readonly commit: Oid;
  readonly time: number;
}

export interface FoundMigration {
  readonly migration: Migration;
  readonly history: History;
  readonly file: OtherBranchFile;
  /** The migration with its ancestors that are missing in the working tree, parents first. */
  readonly chain: readonly Migration[];
  /** Contents of all files of that tree. */
  readonly contents: ReadonlyMap<string, Oid>;
}

export async function readWorkingTree(session: RepositorySession): Promise<Pick<OtherBranchFiles, 'world' | 'here'>> {
  const { repository } = session;
  if (repository.bare)
    throw new EnvironmentError(`${repository.top} has no working tree`, 'run the command in a clone with a working tree');
  const { world, entries } = await listWithConfiguredFolders(session, interest => repository.workingTree(interest));
  return { world, here: await readSnapshot(world, entries) };
}

/** Looks at one ref, or at all branches, at what was checked out before, and at HEAD, from which a file may have been deleted. */
export async function findFilesElsewhere(
  session: RepositorySession,
  { world, here }: Pick<OtherBranchFiles, 'world' | 'here'>,
  from?: string,
): Promise<OtherBranchFiles> {
  const { repository } = session;
  const places = await branchTips(session, from);
  const dates = await repository.commitTimes(places.map(({ commit }) => commit));
  const newest = [...places].sort((one, other) => (dates.get(other.commit) ?? 0) - (dates.get(one.commit) ?? 0));
  const trees = await filesOfTips(session, world, newest);
  const files = new Map<string, OtherBranchFile>();
  for (const [at, { commit, ...place }] of newest.entries()) {
    for (const { path, oid } of trees[at] ?? []) {
      const key = `${oid} ${path}`;
      if (!here.files.has(path) && !files.has(key)) files.set(key, { path, oid, ...place, commit, time: dates.get(commit) ?? 0 });
    }
  }
  return { world, here, files: [...files.values()] };
}

interface BranchTip {
  /** As a person would spell it. */
  readonly branch: string;
  readonly local: boolean;
  readonly commit: Oid;
}

async function branchTips({ repository }: RepositorySession, from: string | undefined): Promise<readonly BranchTip[]> {
  if (from !== undefined) return [{ branch: from, local: false, commit: await commitOf(repository, from) }];
  const branches = await selectBranches(repository, { given: [], local: false });
  const named = branches.map(({ name, commit }) => ({
    branch: name.replace(/^refs\/(?:heads|remotes)\//, ''),
    local: name.startsWith('refs/heads/'),
    commit,
  }));
  const known = new Set(named.map(({ commit }) => commit));
  const others = await Promise.all(
    ['HEAD', 'ORIG_HEAD', '@{-1}'].map(async branch => ({ branch, local: false, commit: (await repository.resolve(branch)) ?? '' })),
  );
  return [...named, ...others.filter(({ commit }) => commit !== '' && !known.has(commit))];
}

/** The files of interest in each commit, of which those that HEAD has alike are left to HEAD. */
async function filesOfTips(
  { repository }: RepositorySession,
  { interest }: RepositoryView,
  places: readonly BranchTip[],
): Promise<readonly (readonly Pick<TreeEntry, 'path' | 'oid'>[])[]> {
  const { commit: head } = await repository.head();
  if (head === undefined || places.length === 1) return Promise.all(places.map(({ commit }) => repository.list(commit, interest)));
  const own = await repository.list(head, interest);
  const changes = await repository.changes(
    places.map(({ commit }) => [head, commit] as const),
    interest,
  );
  return places.map(({ commit }, at) => {
    const changed = (changes[at] ?? []).flatMap(({ path, after, link }) => (after === null || link ? [] : [{ path, oid: after }]));
    return commit === head ? own : changed;
  });
}

/** Reads the migration in a file of another tree, with its ancestors. */
export async function readFoundMigration(
  session: RepositorySession,
  { here }: Pick<OtherBranchFiles, 'here'>,
  file: OtherBranchFile,
): Promise<FoundMigration | undefined> {
  const { snapshot } = await openCommitTree(session, file.branch, file.commit);
  const histories = [...snapshot.contents.values()];
  const home = histories.find(({ history }) => history.files.includes(file.path));
  const migration = home?.migrations.find(one => filesOf(one).includes(file.path));
  if (!home || !migration) return undefined;
  const scope = histories.filter(({ history }) => history.framework === home.history.framework && history.scope === home.history.scope);
  const graph = buildGraph(scope);
  const present = new Set([...here.contents.values()].flatMap(({ migrations }) => migrations.map(({ id }) => id)));
  const line = [...ancestors(graph, migration.id)].flatMap(id => graph.nodes.get(id)?.migration ?? []);
  const missing = line.filter(({ id, path }) => !present.has(id) && !here.files.has(path));
  const depth = new Map(missing.map(({ id }) => [id, ancestors(graph, id).size]));
  const chain = [...missing.sort((one, other) => (depth.get(one.id) ?? 0) - (depth.get(other.id) ?? 0)), migration];
  return { migration, history: home.history, file, chain, contents: snapshot.files };
}

/** The files that a name may mean: a path, a file name, or the beginning of an id inside the file. */
export async function filesNamed({ world, files }: OtherBranchFiles, name: string): Promise<readonly OtherBranchFile[]> {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const isNamed = (path: string): boolean => frameworks.some(({ recognise }) => [name, last].includes(recognise.stem(path)));
  const byName = files.filter(({ path }) => path === name || isNamed(path));
  if (name.length < SHORTEST_BEGINNING || name.includes('/')) return byName;
  const idsOf = ({ path, oid }: OtherBranchFile): readonly string[] =>
    frameworks.flatMap(framework => {
      const { recognise, read } = framework;
      const facts = read.ownName && recognise.mayBeMigration(path) ? world.reader.facts(framework, oid) : undefined;
      return (facts && read.ownName?.(facts)) ?? [];
    });
  for (const file of files) idsOf(file);
  await world.reader.fetch();
  const byId = files.filter(file => idsOf(file).some(id => id.startsWith(name)));
  return [...new Set([...byName, ...byId])];
}

/** How much of an id names a migration. */
export const SHORTEST_BEGINNING = 4;

/** A migration as messages spell it: `shop.0002_tax`, `ae1027a6acf`. */
export function migrationName({ framework, label }: History, { literal }: Migration): string {
  return framework.wording.migration({ label }, literal);
}
