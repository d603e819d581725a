import { LINK_PREFIX, readTreeHistories, type FileChange, type FileTree, type TreeHistories } from '@oneleaf/core';
import type { PathFilter, Oid } from '@oneleaf/git';
import { createHash } from 'node:crypto';
import { withContents } from '../repository-view/pending-tree.js';
import type { RepositorySession } from '../session/session.js';
import { fileTree, listWithConfiguredFolders, readSnapshot, type RepositoryView } from '../repository-view/repository-view.js';

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

  /** Reads every file in the folders of the histories of these commits, because a migration may read files beside it. */
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
    return fileTree(lists.flat());
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
