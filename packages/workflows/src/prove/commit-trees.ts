import {
  folderOf,
  landChanges,
  LINK_PREFIX,
  readTreeHistories,
  type ContestedFile,
  type FileChange,
  type PathChange,
  type TreeHistories,
} from '@oneleaf/core';
import type { PathFilter, Oid } from '@oneleaf/git';
import { createHash } from 'node:crypto';
import { withContents } from '../repository-view/pending-tree.js';
import type { RepositorySession } from '../session/session.js';
import { contentKey, listWithConfiguredFolders, readSnapshot, type RepositoryView } from '../repository-view/repository-view.js';

/** The files of histories, by path: of a commit, or as they would be after landing. */
export type FileTree = ReadonlyMap<string, string>;

/** A tree, and what is in it. */
export interface ReadFileTree {
  readonly tree: FileTree;
  readonly snapshot: TreeHistories;
}

/** Trees of several commits, and those that landing makes of them. Nothing is written anywhere. */
export class CommitTrees {
  readonly #made = new Map<Oid, Uint8Array>();

  private constructor(
    readonly session: RepositorySession,
    readonly world: RepositoryView,
    readonly interest: PathFilter,
  ) {}

  /** Knows the histories of all these commits, and every file in their folders: a migration may read what lies beside it. */
  static async over(session: RepositorySession, commits: readonly Oid[]): Promise<CommitTrees> {
    const { repository } = session;
    const { world } = await listWithConfiguredFolders(session, async interest =>
      (await Promise.all(commits.map(one => repository.list(one, interest)))).flat(),
    );
    const lists = await Promise.all(commits.map(one => repository.list(one, world.interest)));
    const snapshots = await Promise.all(lists.map(entries => readSnapshot(world, entries)));
    const all = snapshots.flatMap(({ contents }) => [...contents.values()].map(({ history }) => `${history.folder}/`));
    const folders = [...new Set(all.filter(folder => folder !== '/'))].sort();
    const { key } = world.interest;
    return new CommitTrees(session, world, {
      key: JSON.stringify([key, folders]),
      wants: path => world.interest.wants(path) || folders.some(folder => path.startsWith(folder)),
    });
  }

  async tree(commits: readonly Oid[]): Promise<FileTree> {
    const lists = await Promise.all(commits.map(one => this.session.repository.list(one, this.interest)));
    return new Map(lists.flat().map(entry => [entry.path, contentKey(entry)]));
  }

  async snapshot(tree: FileTree): Promise<TreeHistories> {
    const files = new Map([...tree].filter(([path]) => this.world.interest.wants(path)));
    const { reader } = withContents(this.session, this.#made);
    const survey = { ...this.world.survey, source: reader };
    let snapshot = readTreeHistories(files, survey);
    while (await reader.fetch()) snapshot = readTreeHistories(files, survey);
    return snapshot;
  }

  read(contents: readonly string[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    return withContents(this.session, this.#made).read(contents.filter(one => !one.startsWith(LINK_PREFIX)));
  }

  /** A tree in which some files say something else. */
  changed(tree: FileTree, changes: readonly FileChange[]): FileTree {
    const files = new Map(tree);
    for (const { path } of changes) files.delete(path);
    for (const { path, text } of changes) if (text !== null) files.set(path, this.#make(text));
    return files;
  }

  #make(text: string): Oid {
    const oid = `made ${createHash('sha256').update(text).digest('hex')}`;
    this.#made.set(oid, new TextEncoder().encode(text));
    return oid;
  }
}

/** A tree with what became of another one since it left it. */
export function landTree(
  tree: FileTree,
  before: FileTree,
  after: FileTree,
): { readonly tree: FileTree; readonly contested: readonly ContestedFile[] } {
  const [there, gone] = [foldersOf(tree), foldersOf(before)];
  const ours = {
    content: (path: string): string | null => tree.get(path) ?? null,
    // A folder that is new on the branch is none that the tree has given up.
    hasFolder: (folder: string): boolean => there.has(folder) || !gone.has(folder),
  };
  const { files, contested } = landChanges(treeChanges(before, after), ours);
  const result = new Map(tree);
  for (const [path, content] of files) {
    if (content === null) result.delete(path);
    else result.set(path, content);
  }
  return { tree: result, contested };
}

function foldersOf(tree: FileTree): ReadonlySet<string> {
  return new Set([...tree.keys()].map(folderOf));
}

function treeChanges(before: FileTree, after: FileTree): readonly PathChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .map(path => ({ path, before: before.get(path) ?? null, after: after.get(path) ?? null }))
    .filter(change => change.before !== change.after);
}
