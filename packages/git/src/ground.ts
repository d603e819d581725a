import type { FileChange } from '@oneleaf/core';
import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { blobId, unixLineEnds } from './blob-id.js';
import type { Place } from './discover.js';
import { GitError } from './git-error.js';
import type { Oid } from './model.js';
import { encodePath } from './path.js';

/** Files of the working tree as they were read: the id of the blob that each would be. */
export type Seen = Map<string, Oid>;

/** A file of the working tree. */
export interface Content {
  readonly bytes: Buffer;
  /** Permissions; null: those that a new file gets. */
  readonly mode: number | null;
}

/** What is there, as it was read before. */
export interface Known {
  readonly file: Content | null;
  /** A checkout gave it the line ends of Windows, which what was read of it does not show. */
  readonly windows: boolean;
}

/** One change that can be made as far as anybody can tell beforehand. */
export interface Step {
  readonly path: string;
  /** Permissions of the file that is there; null when there is none. */
  readonly mode: number | null;
  readonly bytes: Buffer | null;
}

/** Git takes these for its own folder on file systems that know short names or no letter case. */
const gitFolder = /^(?:\.git|git~\d+)$/i;

/** The working tree as something to write to. */
export class Ground {
  constructor(
    readonly place: Place,
    readonly seen: Seen,
  ) {
    if (place.bare) throw new GitError(`${place.top} has no working tree to write to`, 'run the command in a clone that has one');
  }

  full(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.place.top}/`), encodePath(path)]);
  }

  isEmptyFolder(path: string): boolean {
    return this.#isFolder(path) && readdirSync(this.full(path)).length === 0;
  }

  /** Undefined when there is nothing to do; a `GitError` when something stands in the way. */
  step({ path, text }: FileChange): Step | undefined {
    const known = this.known(path);
    if (known.file === null && text === null) return undefined;
    return { path, mode: known.file?.mode ?? null, bytes: rewritten(known, text)?.bytes ?? null };
  }

  known(path: string): Known {
    const file = this.look(path);
    return { file, windows: this.#demandUnchanged(path, file) };
  }

  /** The file that is there, if any; a `GitError` when something stands in the way. */
  look(path: string): Content | null {
    this.#demandInside(path);
    this.#demandFolders(path);
    const stats = this.#stats(path);
    if (stats === undefined) return null;
    if (!stats.isFile()) throw refusal(path, `is ${kindOf(stats)}`);
    return { bytes: readFileSync(this.full(path)), mode: stats.mode & 0o7777 };
  }

  /** Folders that a file's path needs and that are not there, the outer ones first. */
  missingFolders(path: string): readonly string[] {
    const folders = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
    const first = folders.findIndex(folder => !this.#isFolder(folder));
    return first < 0 ? [] : folders.slice(first);
  }

  remember({ path, bytes }: { readonly path: string; readonly bytes: Buffer | null }): void {
    if (bytes === null) this.seen.delete(path);
    else this.seen.set(path, this.#id(bytes));
  }

  #demandInside(path: string): void {
    const steps = path.split('/');
    const isOdd = steps.some(step => step === '' || step === '.' || step === '..' || step.includes('\0') || gitFolder.test(step));
    // A git directory may lie in the working tree under any name.
    const homes = [this.place.gitDir, this.place.commonDir];
    if (!isOdd && !homes.some(home => `${this.place.top}/${path}`.startsWith(`${home}/`))) return;
    throw new GitError(`${JSON.stringify(path)} is no file of the working tree: nothing was written`, 'give a path inside the repository');
  }

  #demandFolders(path: string): void {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      const stats = this.#stats(folder);
      if (stats === undefined) return;
      if (!stats.isDirectory()) throw refusal(folder, `is ${kindOf(stats)}`);
      if (this.#stats(`${folder}/.git`) !== undefined) throw refusal(folder, 'is another repository');
    }
  }

  #demandUnchanged(path: string, file: Content | null): boolean {
    const known = this.seen.get(path);
    if (file === null) {
      if (known === undefined) return false;
      throw refusal(path, 'was there a moment ago');
    }
    if (known === undefined) throw refusal(path, 'is there already');
    if (this.#id(file.bytes) === known) return false;
    if (this.#id(unixLineEnds(file.bytes)) === known) return true;
    throw refusal(path, 'has just been changed');
  }

  #id(bytes: Uint8Array): Oid {
    return blobId(bytes, this.place.width);
  }

  #isFolder(path: string): boolean {
    return this.#stats(path)?.isDirectory() === true;
  }

  #stats(path: string): Stats | undefined {
    return lstatSync(this.full(path), { throwIfNoEntry: false });
  }
}

export function refusal(path: string, why: string): GitError {
  return new GitError(`${path} ${why}: nothing was written`, `ls -ld ${JSON.stringify(path)}`);
}

/** A file with another text, and its permissions and line ends. */
export function rewritten(known: Known | undefined, text: string | null): Content | null {
  if (text === null) return null;
  return { bytes: Buffer.from(known?.windows === true ? text.replaceAll('\n', '\r\n') : text), mode: known?.file?.mode ?? null };
}

function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return stats.isDirectory() ? 'a folder' : stats.isFile() ? 'a file' : 'no regular file';
}
