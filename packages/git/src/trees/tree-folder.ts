import type { PathFilter } from './tree-entry.js';
import { decodePath } from '../process/path-encoding.js';

/** A folder's path, with the names below it that were ever looked at. */
export class TreeFolder {
  readonly #folders = new Map<string, TreeFolder>();
  readonly #files = new Map<string, string | null>();

  constructor(
    /** With a slash at its end; empty for the root. */
    readonly path: string,
    readonly filter: PathFilter,
    /** All folders that were ever looked at; a folder is known by its place among them. */
    readonly all: TreeFolder[] = [],
    readonly number = all.length,
  ) {
    all.push(this);
  }

  folder(tree: Buffer, from: number, to: number): TreeFolder {
    const key = tree.toString('latin1', from, to);
    let folder = this.#folders.get(key);
    if (folder === undefined) {
      folder = new TreeFolder(`${this.path}${decodePath(tree.subarray(from, to))}/`, this.filter, this.all);
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
      if (!this.filter.wants(path)) path = null;
      this.#files.set(key, path);
    }
    return path;
  }
}
