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
 * Whether git's merge might move a file of interest because of files that are not.
 * It moves what one side adds to a folder that the other side renamed, and a folder counts as renamed when most of its files
 * went elsewhere and none is left (gitdiffcore(7) and Documentation/technical/directory-rename-detection). A folder's own files
 * decide that; when the folder above it is gone too, the files beside it count as well.
 */
export function mayFollowRenamedFolder({ changes, gone, fresh }: BranchChanges, { files, folders }: OursTree): boolean {
  const known = new Set(changes.filter(({ before }) => before !== null).map(({ path }) => path));
  const left = gone.some(folder => files.some(({ path }) => isInSubfolderOf(folder, path) && !known.has(path)));
  return (
    left ||
    changes.some(
      ({ before, path }) =>
        before === null && foldersAbove(path).some(folder => !folders.has(folder) && !fresh.some(one => folder.startsWith(one))),
    )
  );
}

/** In a subfolder, at least. */
function isInSubfolderOf(folder: string, path: string): boolean {
  return path.startsWith(folder) && path.includes('/', folder.length);
}

/** `a/` for `a/b/c`: the folders above its own one. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -2);
  return names.map((_, index) => `${names.slice(0, index + 1).join('/')}/`);
}
