import { decodePath } from './path.js';
import type { Change, Interest } from './model.js';

/** Two versions of one folder, by tree number (0: none), and what differs between them. */
export interface Pair {
  readonly folder: Folder;
  readonly before: number;
  readonly after: number;
  /** In tree order: files of interest, and folders to look into. */
  readonly items: (Change | Pair)[];
  /** All changes below, once somebody asked. */
  flat?: readonly Change[];
}

/** More trees than any repository holds; two tree numbers make one exact double. */
const TREES = 2 ** 26;

/** A folder's path, with every pair of its versions that was ever compared: equal pairs have equal answers. */
export class Folder {
  readonly #folders = new Map<string, Folder>();
  readonly #files = new Map<string, string | null>();
  readonly #pairs = new Map<number, Pair>();

  constructor(
    readonly path: string,
    readonly interest: Interest,
  ) {}

  folder(tree: Buffer, from: number, to: number): Folder {
    const key = tree.toString('latin1', from, to);
    let folder = this.#folders.get(key);
    if (folder === undefined) {
      folder = new Folder(`${this.path}${decodePath(tree.subarray(from, to))}/`, this.interest);
      this.#folders.set(key, folder);
    }
    return folder;
  }

  /** The whole path of a file of interest. */
  file(tree: Buffer, from: number, to: number): string | null {
    const key = tree.toString('latin1', from, to);
    let path = this.#files.get(key);
    if (path === undefined) {
      path = `${this.path}${decodePath(tree.subarray(from, to))}`;
      if (!this.interest.wants(path)) path = null;
      this.#files.set(key, path);
    }
    return path;
  }

  /** The comparison of two versions; `fresh` when nobody has asked for it before. */
  pair(before: number, after: number, fresh: (pair: Pair) => void): Pair {
    const key = before * TREES + after;
    let pair = this.#pairs.get(key);
    if (pair === undefined) {
      pair = { folder: this, before, after, items: [] };
      this.#pairs.set(key, pair);
      fresh(pair);
    }
    return pair;
  }
}

const nothing: readonly Change[] = [];

/** Topmost folders that only one of two trees has, each with a slash at its end. */
export interface Lone {
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

export function loneFolders(pair: Pair): Lone {
  const gone: string[] = [];
  const fresh: string[] = [];
  for (const item of pair.items) {
    if (!('items' in item)) continue;
    if (item.after === 0) gone.push(item.folder.path);
    else if (item.before === 0) fresh.push(item.folder.path);
    else {
      const below = loneFolders(item);
      gone.push(...below.gone);
      fresh.push(...below.fresh);
    }
  }
  return { gone, fresh };
}

export function changesBelow(pair: Pair): readonly Change[] {
  pair.flat ??= flatten(pair.items);
  return pair.flat;
}

function flatten(items: readonly (Change | Pair)[]): readonly Change[] {
  const parts = items.map(item => ('items' in item ? changesBelow(item) : [item])).filter(part => part.length > 0);
  const [only] = parts;
  return parts.length > 1 ? parts.flat() : (only ?? nothing);
}
