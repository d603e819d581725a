import type { FileChange } from '@oneleaf/core';
import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { blobId, unixLineEnds } from './blob-id.js';
import type { Place } from './discover.js';
import { GitError } from './git-error.js';
import type { Oid } from './model.js';
import { encodePath } from './path.js';

/** Files of the working tree as they were read: the id of the blob that each would be. */
export type Seen = Map<string, Oid>;

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
  ) {}

  full(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.place.top}/`), encodePath(path)]);
  }

  isFolder(path: string): boolean {
    return this.#stats(path)?.isDirectory() === true;
  }

  /** Undefined when there is nothing to do; a `GitError` when something stands in the way. */
  step({ path, text }: FileChange): Step | undefined {
    this.#demandInside(path);
    this.#demandFolders(path);
    const stats = this.#stats(path);
    if (stats !== undefined && !stats.isFile()) throw refusal(path, `is ${kindOf(stats)}`);
    const windows = this.#demandUnchanged(path, stats);
    if (stats === undefined && text === null) return undefined;
    const bytes = text === null ? null : Buffer.from(windows ? text.replaceAll('\n', '\r\n') : text);
    return { path, mode: stats === undefined ? null : stats.mode & 0o7777, bytes };
  }

  remember({ path, bytes }: Step): void {
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

  /** Whether a checkout gave the file that is there the line ends of Windows, which what was read of it does not show. */
  #demandUnchanged(path: string, stats: Stats | undefined): boolean {
    const known = this.seen.get(path);
    if (stats === undefined) {
      if (known === undefined) return false;
      throw refusal(path, 'was there a moment ago');
    }
    if (known === undefined) throw refusal(path, 'is there already');
    const bytes = readFileSync(this.full(path));
    if (this.#id(bytes) === known) return false;
    if (this.#id(unixLineEnds(bytes)) === known) return true;
    throw refusal(path, 'has just been changed');
  }

  #id(bytes: Uint8Array): Oid {
    return blobId(bytes, this.place.width);
  }

  #stats(path: string): Stats | undefined {
    return lstatSync(this.full(path), { throwIfNoEntry: false });
  }
}

function refusal(path: string, why: string): GitError {
  return new GitError(`${path} ${why}: nothing was written`, `ls -ld ${JSON.stringify(path)}`);
}

function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return stats.isDirectory() ? 'a folder' : stats.isFile() ? 'a file' : 'no regular file';
}
