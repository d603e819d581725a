import type { FileChange } from '@oneleaf/core';
import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { blobId, unixLineEnds } from '../objects/blob-id.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import { GitError } from '../process/git-error.js';
import type { Oid } from '../objects/oid.js';
import { encodePath } from '../process/path-encoding.js';

/** Files of the working tree as they were read: the id of the blob that each would be. */
export type ReadBlobs = Map<string, Oid>;

/** A file of the working tree. */
export interface WorkingFile {
  readonly bytes: Buffer;
  /** Permissions; null: those that a new file gets. */
  readonly mode: number | null;
}

/** What is there, as it was read before. */
export interface CurrentFile {
  readonly file: WorkingFile | null;
  /** A checkout gave it the line ends of Windows, which what was read of it does not show. */
  readonly hasWindowsLineEnds: boolean;
}

/** One change that can be made as far as anybody can tell beforehand. */
export interface FileWrite {
  readonly path: string;
  /** Permissions of the file that is there; null when there is none. */
  readonly mode: number | null;
  readonly bytes: Buffer | null;
}

/** Git takes these for its own folder on file systems that know short names or no letter case. */
const gitFolderPattern = /^(?:\.git|git~\d+)$/i;

/** The working tree as something to write to. */
export class WritableWorkingTree {
  constructor(
    readonly location: RepositoryLocation,
    readonly seen: ReadBlobs,
  ) {
    if (location.bare)
      throw new GitError(`${location.top} has no working tree to write to`, 'run the command in a clone with a working tree');
  }

  full(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.location.top}/`), encodePath(path)]);
  }

  isEmptyFolder(path: string): boolean {
    return this.#isFolder(path) && readdirSync(this.full(path)).length === 0;
  }

  /** Undefined when there is nothing to do; a `GitError` when something stands in the way. */
  step({ path, text }: FileChange): FileWrite | undefined {
    const known = this.known(path);
    if (known.file === null && text === null) return undefined;
    return { path, mode: known.file?.mode ?? null, bytes: withText(known, text)?.bytes ?? null };
  }

  known(path: string): CurrentFile {
    const file = this.look(path);
    return { file, hasWindowsLineEnds: this.#demandUnchanged(path, file) };
  }

  /** The file that is there, if any; a `GitError` when something stands in the way. */
  look(path: string): WorkingFile | null {
    this.#demandInside(path);
    this.#demandFolders(path);
    const stats = this.#stats(path);
    if (stats === undefined) return null;
    if (!stats.isFile()) throw writeRefusal(path, `is ${describeFileType(stats)}`);
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
    const isOdd = steps.some(step => step === '' || step === '.' || step === '..' || step.includes('\0') || gitFolderPattern.test(step));
    // A git directory may lie in the working tree under any name.
    const homes = [this.location.gitDir, this.location.commonDir];
    if (!isOdd && !homes.some(home => `${this.location.top}/${path}`.startsWith(`${home}/`))) return;
    throw new GitError(
      `${JSON.stringify(path)} is not a file of the working tree: nothing was written`,
      'give a path inside the repository',
    );
  }

  #demandFolders(path: string): void {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      const stats = this.#stats(folder);
      if (stats === undefined) return;
      if (!stats.isDirectory()) throw writeRefusal(folder, `is ${describeFileType(stats)}`);
      if (this.#stats(`${folder}/.git`) !== undefined) throw writeRefusal(folder, 'is another repository');
    }
  }

  #demandUnchanged(path: string, file: WorkingFile | null): boolean {
    const known = this.seen.get(path);
    if (file === null) {
      if (known === undefined) return false;
      throw writeRefusal(path, 'was there a moment ago');
    }
    if (known === undefined) throw writeRefusal(path, 'is there already');
    if (this.#id(file.bytes) === known) return false;
    if (this.#id(unixLineEnds(file.bytes)) === known) return true;
    throw writeRefusal(path, 'has just been changed');
  }

  #id(bytes: Uint8Array): Oid {
    return blobId(bytes, this.location.width);
  }

  #isFolder(path: string): boolean {
    return this.#stats(path)?.isDirectory() === true;
  }

  #stats(path: string): Stats | undefined {
    return lstatSync(this.full(path), { throwIfNoEntry: false });
  }
}

export function writeRefusal(path: string, why: string): GitError {
  return new GitError(`${path} ${why}: nothing was written`, `ls -ld ${JSON.stringify(path)}`);
}

/** A file with another text, and its permissions and line ends. */
export function withText(known: CurrentFile | undefined, text: string | null): WorkingFile | null {
  if (text === null) return null;
  return { bytes: Buffer.from(known?.hasWindowsLineEnds === true ? text.replaceAll('\n', '\r\n') : text), mode: known?.file?.mode ?? null };
}

function describeFileType(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return stats.isDirectory() ? 'a folder' : stats.isFile() ? 'a file' : 'no regular file';
}
