import { folderOf } from '../model/paths.js';
import { landChanges, type BaseFiles, type ContestedFile, type FileContentId, type LandedFiles, type PathChange } from './land-changes.js';
import type { FileTree } from './file-tree.js';
import { movedFiles, movedFolders, pathAfter, type MovedFiles } from './moved-files.js';
import type { ContentId } from '../adapter/tree-histories.js';

/** A branch: where it left the tree that it lands on, and what it has now. */
export interface DivergedTrees {
  readonly before: FileTree;
  readonly after: FileTree;
}

export function landTree(tree: FileTree, branch: DivergedTrees): { readonly tree: FileTree; readonly contested: readonly ContestedFile[] } {
  const folders = foldersOf(tree);
  const { files, contested } = landOnTree(tree, branch, { hasFolder: folder => folders.has(folder) });
  return { tree: withFiles(tree, files), contested };
}

/**
 * What landing a branch makes of the files of a tree, where either side may have moved folders: what the other side has added to a
 * moved folder, or edited in it, follows. git stops at what was added (merge.directoryRenames=conflict is its default), so it is contested.
 */
export function landOnTree(tree: FileTree, branch: DivergedTrees, ours: Pick<BaseFiles, 'hasFolder'>): LandedFiles {
  const followed = followTree(tree, branch);
  const foldersBefore = foldersOf(followed.before);
  const base: BaseFiles = {
    content: path => tree.get(path) ?? null,
    // Moved folders are followed here.
    filesIn: () => [],
    // The tree cannot have given up a folder that is new on the branch.
    hasFolder: folder => ours.hasFolder(folder) || !foldersBefore.has(folder),
  };
  const moved = movedFiles(followed.before, followed.after);
  const edited = editedWhileMoved(tree, followed, moved);
  const handled = new Set([...edited].flatMap(([to, { from }]) => [to, from]));
  const landed = landChanges(
    changedPaths(followed.before, followed.after).filter(({ path }) => !handled.has(path)),
    base,
  );
  const added = addedToMoved(tree, followed, moved);
  const moves = new Map<string, FileContentId>([...edited].flatMap(([to, { from, content }]) => [[from, null] as const, [to, content]]));
  for (const { from, path, base: content } of added) moves.set(from, null).set(path, content);
  return {
    files: new Map([...landed.files, ...moves]),
    contested: [...landed.contested, ...followed.contested, ...[...edited.values()].flatMap(({ contested }) => contested), ...added],
  };
}

interface FollowedBranch extends DivergedTrees {
  readonly contested: readonly ContestedFile[];
}

/** The branch as it would be had it begun with the folders that the tree has moved since. */
function followTree(tree: FileTree, { before, after }: DivergedTrees): FollowedBranch {
  const moved = movedFiles(before, tree);
  if (moved.size === 0) return { before, after, contested: [] };
  const folders = movedFolders(moved, tree);
  const paths = new Map([...moved].map(([to, from]) => [from, to]));
  const follow = (path: string): string => paths.get(path) ?? (before.has(path) ? path : pathAfter(folders, path));
  const renamed = (files: FileTree): FileTree => new Map([...files].map(([path, content]) => [follow(path), content]));
  const contested = [...after].flatMap(([path, branch]): ContestedFile[] =>
    before.has(path) || follow(path) === path
      ? []
      : [{ path: follow(path), why: 'folder-gone', base: tree.get(follow(path)) ?? null, branch }],
  );
  return { before: renamed(before), after: renamed(after), contested };
}

interface MovedEdit {
  readonly from: string;
  readonly content: FileContentId;
  readonly contested: readonly ContestedFile[];
}

/** Files that the branch has moved and the tree has edited, by their new paths. */
function editedWhileMoved(tree: FileTree, { before, after }: DivergedTrees, moved: MovedFiles): ReadonlyMap<string, MovedEdit> {
  return new Map(
    [...moved].flatMap(([to, from]): [string, MovedEdit][] => {
      const [was, base, branch] = [before.get(from), tree.get(from), after.get(to) ?? null];
      if (base === undefined || base === was) return [];
      const contested: ContestedFile[] = branch === was || branch === base ? [] : [{ path: to, why: 'both-changed', base, branch }];
      return [[to, { from, content: contested.length === 0 ? base : branch, contested }]];
    }),
  );
}

/** Files that the tree has added to folders that the branch has moved. */
function addedToMoved(
  tree: FileTree,
  { before, after }: DivergedTrees,
  moved: MovedFiles,
): readonly (ContestedFile & { readonly from: string; readonly base: ContentId })[] {
  const folders = movedFolders(moved, after);
  if (folders.size === 0) return [];
  return [...tree].flatMap(([from, base]) => {
    const path = pathAfter(folders, from);
    if (path === from || before.has(from) || after.has(from)) return [];
    return after.get(path) === base ? [] : [{ from, path, why: 'folder-moved' as const, base, branch: after.get(path) ?? null }];
  });
}

function withFiles(tree: FileTree, files: ReadonlyMap<string, FileContentId>): FileTree {
  const landed = new Map(tree);
  for (const [path, content] of files) {
    if (content === null) landed.delete(path);
    else landed.set(path, content);
  }
  return landed;
}

function foldersOf(tree: FileTree): ReadonlySet<string> {
  return new Set([...tree.keys()].map(folderOf));
}

/** The files in which two trees differ, in the order of their paths. */
export function changedPaths(before: FileTree, after: FileTree): readonly PathChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .map(path => ({ path, before: before.get(path) ?? null, after: after.get(path) ?? null }))
    .filter(change => change.before !== change.after);
}
