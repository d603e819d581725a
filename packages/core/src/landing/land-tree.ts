import { folderOf } from '../model/paths.js';
import { landChanges, type ContestedFile, type PathChange } from './land-changes.js';
import type { ContentId } from '../adapter/tree-histories.js';

export type FileTree = ReadonlyMap<string, ContentId>;

/** Lands on a tree what a branch has changed: `before` is where it left the tree, `after` is what it has now. */
export function landTree(
  tree: FileTree,
  { before, after }: { readonly before: FileTree; readonly after: FileTree },
): { readonly tree: FileTree; readonly contested: readonly ContestedFile[] } {
  const [folders, foldersBefore] = [foldersOf(tree), foldersOf(before)];
  const base = {
    content: (path: string): ContentId | null => tree.get(path) ?? null,
    // The tree cannot have given up a folder that is new on the branch.
    hasFolder: (folder: string): boolean => folders.has(folder) || !foldersBefore.has(folder),
  };
  const { files, contested } = landChanges(changedPaths(before, after), base);
  const landed = new Map(tree);
  for (const [path, content] of files) {
    if (content === null) landed.delete(path);
    else landed.set(path, content);
  }
  return { tree: landed, contested };
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
