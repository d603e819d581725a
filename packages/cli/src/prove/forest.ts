import { folderOf, land, LINK, takeSnapshot, type Contested, type FileChange, type PathChange, type Snapshot } from '@oneleaf/core';
import type { PathFilter, Oid } from '@oneleaf/git';
import { createHash } from 'node:crypto';
import { withContents } from '../pending.js';
import type { Session } from '../session.js';
import { contentOf, settle, snapshotOf, type World } from '../world.js';

/** The files of histories, by path: of a commit, or as they would be after landing. */
export type Tree = ReadonlyMap<string, string>;

/** A tree, and what is in it. */
export interface Grown {
  readonly tree: Tree;
  readonly snapshot: Snapshot;
}

/** Trees of several commits, and those that landing makes of them. Nothing is written anywhere. */
export class Forest {
  readonly #made = new Map<Oid, Uint8Array>();

  private constructor(
    readonly session: Session,
    readonly world: World,
    readonly interest: PathFilter,
  ) {}

  /** Knows the histories of all these commits, and every file in their folders: a migration may read what lies beside it. */
  static async over(session: Session, commits: readonly Oid[]): Promise<Forest> {
    const { repository } = session;
    const { world } = await settle(session, async interest =>
      (await Promise.all(commits.map(one => repository.list(one, interest)))).flat(),
    );
    const lists = await Promise.all(commits.map(one => repository.list(one, world.interest)));
    const snapshots = await Promise.all(lists.map(entries => snapshotOf(world, entries)));
    const all = snapshots.flatMap(({ chapters }) => [...chapters.values()].map(({ history }) => `${history.folder}/`));
    const folders = [...new Set(all.filter(folder => folder !== '/'))].sort();
    const { key } = world.interest;
    return new Forest(session, world, {
      key: JSON.stringify([key, folders]),
      wants: path => world.interest.wants(path) || folders.some(folder => path.startsWith(folder)),
    });
  }

  async tree(commits: readonly Oid[]): Promise<Tree> {
    const lists = await Promise.all(commits.map(one => this.session.repository.list(one, this.interest)));
    return new Map(lists.flat().map(entry => [entry.path, contentOf(entry)]));
  }

  async snapshot(tree: Tree): Promise<Snapshot> {
    const files = new Map([...tree].filter(([path]) => this.world.interest.wants(path)));
    const { reader } = withContents(this.session, this.#made);
    const survey = { ...this.world.survey, source: reader };
    let snapshot = takeSnapshot(files, survey);
    while (await reader.fetch()) snapshot = takeSnapshot(files, survey);
    return snapshot;
  }

  read(contents: readonly string[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    return withContents(this.session, this.#made).read(contents.filter(one => !one.startsWith(LINK)));
  }

  /** A tree in which some files say something else. */
  changed(tree: Tree, changes: readonly FileChange[]): Tree {
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
export function landed(tree: Tree, before: Tree, after: Tree): { readonly tree: Tree; readonly contested: readonly Contested[] } {
  const [there, gone] = [foldersOf(tree), foldersOf(before)];
  const ours = {
    content: (path: string): string | null => tree.get(path) ?? null,
    // A folder that is new on the branch is none that the tree has given up.
    hasFolder: (folder: string): boolean => there.has(folder) || !gone.has(folder),
  };
  const { files, contested } = land(changes(before, after), ours);
  const result = new Map(tree);
  for (const [path, content] of files) {
    if (content === null) result.delete(path);
    else result.set(path, content);
  }
  return { tree: result, contested };
}

function foldersOf(tree: Tree): ReadonlySet<string> {
  return new Set([...tree.keys()].map(folderOf));
}

function changes(before: Tree, after: Tree): readonly PathChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .map(path => ({ path, before: before.get(path) ?? null, after: after.get(path) ?? null }))
    .filter(change => change.before !== change.after);
}
