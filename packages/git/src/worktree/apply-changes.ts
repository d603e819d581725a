import type { FileChange } from '@oneleaf/core';
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import type { RepositoryLocation } from '../repository/repository-location.js';
import { deferSignals } from '../process/on-exit.js';
import { WritableWorkingTree, type ReadBlobs, type FileWrite } from './writable-working-tree.js';
import { temporaryPath, writeFailure } from './temporary-path.js';

/** Writes all the changes to the working tree, or none of them; `seen` then holds what is there. */
export async function applyChanges(location: RepositoryLocation, changes: readonly FileChange[], seen: ReadBlobs): Promise<void> {
  const workingTree = new WritableWorkingTree(location, seen);
  await deferSignals(() => {
    const steps = changes.flatMap(change => withWriteError(change.path, () => workingTree.step(change)) ?? []);
    new AtomicWrite(workingTree).write(steps);
    for (const step of steps) workingTree.remember(step);
  });
}

/** What was made on the way, and how to unmake it. */
class AtomicWrite {
  readonly #made: string[] = [];
  readonly #temporaryNames: string[] = [];
  readonly #undo: (() => void)[] = [];

  constructor(readonly workingTree: WritableWorkingTree) {}

  /** New texts and copies of the old ones are written first: from then on only names change, which needs no room on the disk. */
  write(steps: readonly FileWrite[]): void {
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
      throw writeFailure(at, cause, ', so nothing was');
    } finally {
      for (const path of this.#temporaryNames) rmSync(this.workingTree.full(path), { force: true });
    }
  }

  #stage({ path, mode, bytes }: FileWrite): { readonly next: string | null; readonly copy: string | null } {
    const next = bytes === null ? null : this.#beside(path);
    if (next !== null && bytes !== null) {
      this.#makeFolders(path);
      writeFileSync(this.workingTree.full(next), bytes, { flag: 'wx' });
      if (mode !== null) chmodSync(this.workingTree.full(next), mode);
    }
    const copy = mode === null ? null : this.#beside(path);
    if (copy !== null) copyFileSync(this.workingTree.full(path), this.workingTree.full(copy));
    return { next, copy };
  }

  #put({ path, next, copy }: FileWrite & { readonly next: string | null; readonly copy: string | null }): void {
    const target = this.workingTree.full(path);
    if (next === null) rmSync(target);
    else renameSync(this.workingTree.full(next), target);
    this.#undo.push(() => (copy === null ? rmSync(target) : renameSync(this.workingTree.full(copy), target)));
  }

  #beside(path: string): string {
    const name = temporaryPath(path, `${process.pid}-${this.#temporaryNames.length}`);
    this.#temporaryNames.push(name);
    return name;
  }

  #makeFolders(path: string): void {
    for (const folder of this.workingTree.missingFolders(path)) {
      mkdirSync(this.workingTree.full(folder));
      this.#made.push(folder);
    }
  }

  #takeBack(): void {
    for (const undo of this.#undo.reverse()) undo();
    for (const path of this.#temporaryNames.splice(0)) rmSync(this.workingTree.full(path), { force: true });
    for (const folder of this.#made.reverse()) rmdirSync(this.workingTree.full(folder));
  }
}

function withWriteError<T>(path: string, task: () => T): T {
  try {
    return task();
  } catch (cause) {
    throw writeFailure(path, cause, ', so nothing was');
  }
}
