import { chmodSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import type { WorkingFile, WritableWorkingTree } from './writable-working-tree.js';
import type { RewriteRecord, FileSwap } from './rewrite-journal.js';
import { temporaryPath } from './temporary-path.js';

/** Puts the files of a record into the working tree, one way or the other, from wherever it was left. */
export class RewriteFiles {
  /** What was written last. */
  at: string | undefined;

  constructor(
    readonly workingTree: WritableWorkingTree,
    readonly record: RewriteRecord,
  ) {}

  /** Paths where there is neither what was nor what was to be. */
  unknownPaths(): readonly string[] {
    const isKnown = ({ path, before, after }: FileSwap): boolean => {
      const file = this.workingTree.look(path);
      return sameBytes(file, before.file) || sameBytes(file, after.file);
    };
    return this.record.swaps.filter(swap => !isKnown(swap)).map(({ path }) => path);
  }

  /** New contents are written beside all files first: from then on only names change. */
  make(side: 'before' | 'after'): void {
    const due = this.record.swaps.flatMap((swap, index) => {
      const { path } = swap;
      const { file } = swap[side];
      return isWritten(this.workingTree.look(path), file) ? [] : [{ path, file, from: this.#temporaryName(path, index) }];
    });
    for (const { path, file, from } of due) if (file !== null) this.#stage(path, file, from);
    for (const { path, file, from } of due) {
      this.at = path;
      if (file === null) rmSync(this.workingTree.full(path));
      else renameSync(this.workingTree.full(from), this.workingTree.full(path));
    }
    this.clear();
  }

  /** What a killed run left beside the files. */
  clear(): void {
    for (const [index, { path }] of this.record.swaps.entries()) {
      if (this.workingTree.missingFolders(path).length === 0)
        rmSync(this.workingTree.full(this.#temporaryName(path, index)), { force: true });
    }
  }

  /** Those that hold something else by now stay. */
  removeFolders(): void {
    for (const folder of [...this.record.folders].reverse()) {
      if (this.workingTree.isEmptyFolder(folder)) rmdirSync(this.workingTree.full(folder));
    }
  }

  #stage(path: string, { bytes, mode }: WorkingFile, from: string): void {
    this.at = path;
    for (const folder of this.workingTree.missingFolders(path)) mkdirSync(this.workingTree.full(folder));
    rmSync(this.workingTree.full(from), { force: true });
    writeFileSync(this.workingTree.full(from), bytes, { flag: 'wx', flush: true });
    if (mode !== null) chmodSync(this.workingTree.full(from), mode);
  }

  #temporaryName(path: string, index: number): string {
    return temporaryPath(path, `${this.record.key}-${index}`);
  }
}

function sameBytes(one: WorkingFile | null, other: WorkingFile | null): boolean {
  return one === null || other === null ? one === other : one.bytes.equals(other.bytes);
}

function isWritten(file: WorkingFile | null, needed: WorkingFile | null): boolean {
  const anyMode = needed === null || needed.mode === null;
  return sameBytes(file, needed) && (anyMode || file?.mode === needed.mode);
}
