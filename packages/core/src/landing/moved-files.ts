import { addToGroup } from '../model/grouping.js';
import { baseName, folderOf, foldersAround } from '../model/paths.js';
import type { FileTree } from './file-tree.js';

/** Files that have another path in a later tree: new path, and the path that they had. */
export type MovedFiles = ReadonlyMap<string, string>;

/**
 * Finds files that were moved or renamed between two trees: by equal content, and by their folder where all of it went to another one.
 * A file that was moved and edited is found by its folder alone.
 */
export function movedFiles(before: FileTree, after: FileTree): MovedFiles {
  const gone = new Map([...before].filter(([path]) => !after.has(path)));
  const fresh = new Map([...after].filter(([path]) => !before.has(path)));
  if (gone.size === 0 || fresh.size === 0) return new Map();
  const found = new Pairs(gone, fresh);
  found.pairBy((path, content) => `${baseName(path)}\0${content}`);
  for (const [from, to] of movedFolders(found.pairs, after)) found.pairFolder(from, to);
  found.pairBy((_path, content) => content);
  return found.pairs;
}

/** Folders that were left with all that is below them, each with the folder to which most of their files went. */
export function movedFolders(moved: MovedFiles, after: FileTree): ReadonlyMap<string, string> {
  const left = new Set([...after.keys()].flatMap(path => foldersAround(folderOf(path))));
  const votes = new Map<string, string[]>();
  for (const [to, from] of moved) {
    for (const [folder, target] of movesAround(folderOf(from), folderOf(to))) if (!left.has(folder)) addToGroup(votes, folder, target);
  }
  return new Map([...votes].flatMap(([from, targets]) => mostFrequent(targets).map(to => [from, to] as const)));
}

/** A folder's move, and those of the folders around it whose names below stay: `a/x/y` to `b/x/y` moves `a/x/y`, `a/x` and `a`. */
function movesAround(from: string, to: string): readonly (readonly [from: string, to: string])[] {
  if (from === '' || from === to) return [];
  const isSame = to !== '' && baseName(from) === baseName(to);
  return [[from, to], ...(isSame ? movesAround(folderOf(from), folderOf(to)) : [])];
}

/** Where a file belongs after folders have moved: in the new place of the nearest of them around it. */
export function pathAfter(folders: ReadonlyMap<string, string>, path: string): string {
  const around = foldersAround(folderOf(path)).find(folder => folders.has(folder));
  if (around === undefined) return path;
  const target = folders.get(around) ?? '';
  return target === '' ? path.slice(around.length + 1) : `${target}${path.slice(around.length)}`;
}

/** The value that stands there most often; none where two do. */
function mostFrequent(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const [first, second] = [...counts].filter(([, count]) => count === most);
  return first && !second ? [first[0]] : [];
}

class Pairs {
  readonly pairs = new Map<string, string>();

  constructor(
    private readonly gone: Map<string, string>,
    private readonly fresh: Map<string, string>,
  ) {}

  /** Pairs files whose key no other file of their side has: of two equal files nobody can say which one became which. */
  pairBy(keyOf: (path: string, content: string) => string): void {
    const [from, to] = [onlyPaths(this.gone, keyOf), onlyPaths(this.fresh, keyOf)];
    for (const [key, path] of to) {
      const former = from.get(key);
      if (former !== undefined) this.pair(former, path);
    }
  }

  pairFolder(from: string, to: string): void {
    for (const path of [...this.gone.keys()].filter(one => folderOf(one) === from)) {
      const target = to === '' ? baseName(path) : `${to}/${baseName(path)}`;
      if (this.fresh.has(target)) this.pair(path, target);
    }
  }

  private pair(from: string, to: string): void {
    this.pairs.set(to, from);
    this.gone.delete(from);
    this.fresh.delete(to);
  }
}

function onlyPaths(files: ReadonlyMap<string, string>, keyOf: (path: string, content: string) => string): ReadonlyMap<string, string> {
  const groups = new Map<string, string[]>();
  for (const [path, content] of files) addToGroup(groups, keyOf(path, content), path);
  return new Map([...groups].flatMap(([key, [path, other]]) => (path === undefined || other !== undefined ? [] : [[key, path] as const])));
}
