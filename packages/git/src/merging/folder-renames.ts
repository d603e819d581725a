import { folderOf, foldersAround } from '@oneleaf/core';
import type { TreeChange, TreeEntry } from '../trees/tree-entry.js';
import type { OneSidedFolders } from '../trees/tree-pairs.js';

/** What a branch does to files of interest, and to folders of any kind. */
export interface BranchChanges extends OneSidedFolders {
  readonly changes: readonly TreeChange[];
}

/** What ours has. */
export interface OursTree {
  readonly files: readonly TreeEntry[];
  /** Every folder, with a slash at its end. */
  readonly folders: ReadonlySet<string>;
}

/**
 * Folders in which files that are not of interest decide where git's merge puts one that is, each with a slash at its end.
 * It moves what one side adds to a folder that the other side renamed, and a folder counts as renamed when most of its files
 * went elsewhere and none is left (gitdiffcore(7) and Documentation/technical/directory-rename-detection).
 */
export function foldersToFollow({ changes, gone, fresh }: BranchChanges, { files, folders }: OursTree): readonly string[] {
  const found = new Set<string>();
  const deleted = changes.filter(({ after }) => after === null).flatMap(({ path }) => foldersOf(path).slice(-1));
  if (gone.length + deleted.length > 0) {
    const known = new Set(changes.flatMap(({ path, before }) => (before === null ? [] : [path])));
    // A folder that keeps files of other kinds alone would look as if it had gone.
    const left = new Set([...gone, ...deleted]);
    for (const { path } of files) {
      const folder = foldersOf(path).find(one => left.has(one));
      if (folder !== undefined && !known.has(path)) found.add(folder);
    }
  }
  const own = new Set(fresh);
  const filled = foldersWithFiles(files);
  for (const { path, before } of changes) {
    if (before !== null) continue;
    const folder = foldersOf(path).find(one => !folders.has(one) || !filled.has(one));
    if (folder !== undefined && !foldersOf(path).some(one => own.has(one) && folder.startsWith(one))) found.add(folder);
  }
  return [...found].sort();
}

/** `a/` and `a/b/` for the folder `a/b`, the topmost one first. Thousands of branches name the same folders. */
const listsByFolder = new Map<string, readonly string[]>();

function foldersOf(path: string): readonly string[] {
  const folder = folderOf(path);
  const known = listsByFolder.get(folder);
  if (known !== undefined) return known;
  const list = foldersAround(folder)
    .filter(one => one !== '')
    .map(one => `${one}/`)
    .reverse();
  listsByFolder.set(folder, list);
  return list;
}

const filledFolders = new WeakMap<OursTree['files'], ReadonlySet<string>>();

/** Folders with files of interest below them. Many branches ask for the same ones. */
function foldersWithFiles(files: OursTree['files']): ReadonlySet<string> {
  const known = filledFolders.get(files) ?? new Set(files.flatMap(({ path }) => foldersOf(path)));
  filledFolders.set(files, known);
  return known;
}

/** Whether a path lies in one of some folders. */
export function isInside(folders: readonly string[], path: string): boolean {
  return folders.some(folder => path.startsWith(folder));
}
