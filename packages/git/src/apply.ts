import type { FileChange } from '@oneleaf/core';
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import type { Place } from './discover.js';
import { beforeExit } from './farewell.js';
import { GitError } from './git-error.js';
import { Ground, type Seen, type Step } from './ground.js';

/** Writes all the changes to the working tree, or none of them; `seen` then tells what is there. */
export function applyChanges(place: Place, changes: readonly FileChange[], seen: Seen): void {
  if (place.bare) throw new GitError(`${place.top} has no working tree to write to`, 'run the command in a clone that has one');
  const ground = new Ground(place, seen);
  const steps = changes.flatMap(change => asked(change.path, () => ground.step(change)) ?? []);
  // A signal that somebody listens to waits until all is written or put back.
  const done = beforeExit(() => undefined);
  try {
    new Writing(ground).write(steps);
  } finally {
    done();
  }
  for (const step of steps) ground.remember(step);
}

/** What was made on the way, and how to unmake it. */
class Writing {
  readonly #made: string[] = [];
  readonly #spare: string[] = [];
  readonly #undo: (() => void)[] = [];

  constructor(readonly ground: Ground) {}

  /** New texts and copies of the old ones are written first: from then on only names change, which needs no room on the disk. */
  write(steps: readonly Step[]): void {
    let at = '';
    try {
      const staged = steps.map(step => {
        at = step.path;
        return { ...step, ...this.#stage(step) };
      });
      for (const step of staged) {
        at = step.path;
        this.#put(step);
      }
    } catch (cause) {
      this.#takeBack();
      throw failed(at, cause);
    } finally {
      for (const path of this.#spare) rmSync(this.ground.full(path), { force: true });
    }
  }

  #stage({ path, mode, bytes }: Step): { readonly next: string | null; readonly copy: string | null } {
    const next = bytes === null ? null : this.#beside(path);
    if (next !== null && bytes !== null) {
      this.#makeFolders(folderOf(path));
      writeFileSync(this.ground.full(next), bytes, { flag: 'wx' });
      if (mode !== null) chmodSync(this.ground.full(next), mode);
    }
    const copy = mode === null ? null : this.#beside(path);
    if (copy !== null) copyFileSync(this.ground.full(path), this.ground.full(copy));
    return { next, copy };
  }

  #put({ path, next, copy }: Step & { readonly next: string | null; readonly copy: string | null }): void {
    const target = this.ground.full(path);
    if (next === null) rmSync(target);
    else renameSync(this.ground.full(next), target);
    this.#undo.push(() => (copy === null ? rmSync(target) : renameSync(this.ground.full(copy), target)));
  }

  /** No framework loads a name that ends so, should the process be killed. */
  #beside(path: string): string {
    const spare = `${folderOf(path)}/.oneleaf-${process.pid}-${this.#spare.length}.tmp`;
    this.#spare.push(spare);
    return spare;
  }

  #makeFolders(folder: string): void {
    if (this.ground.isFolder(folder)) return;
    this.#makeFolders(folderOf(folder));
    mkdirSync(this.ground.full(folder));
    this.#made.push(folder);
  }

  #takeBack(): void {
    for (const undo of this.#undo.reverse()) undo();
    for (const path of this.#spare.splice(0)) rmSync(this.ground.full(path), { force: true });
    for (const folder of this.#made.reverse()) rmdirSync(this.ground.full(folder));
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

function asked<T>(path: string, task: () => T): T {
  try {
    return task();
  } catch (cause) {
    throw cause instanceof GitError ? cause : failed(path, cause);
  }
}

function failed(path: string, cause: unknown): GitError {
  return new GitError(`${path} cannot be written, so nothing was: ${reasonOf(cause)}`, `ls -ld ${JSON.stringify(folderOf(path))}`, {
    cause,
  });
}

/** `EACCES: permission denied` of what Node says, which goes on with the call and the absolute path. */
function reasonOf(cause: unknown): string {
  return isNativeError(cause) ? (cause.message.split(',')[0] ?? '') : String(cause);
}
