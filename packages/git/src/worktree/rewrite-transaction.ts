import { RewriteFiles } from './rewrite-files.js';
import { deferSignals } from '../process/on-exit.js';
import type { Git } from '../process/git.js';
import { GitError, InterruptedRewriteError } from '../process/git-error.js';
import type { WritableWorkingTree } from './writable-working-tree.js';
import { type IndexEntries, indexInfoInput, readIndex, sameEntries, updateIndex } from './index-entries.js';
import type { RewriteJournal, RewriteRecord } from './rewrite-journal.js';
import type { LastRewrite } from './worktree.js';
import { writeFailure } from './temporary-path.js';

/**
 * A record made true, forward or back, by steps that may be repeated: a process that was killed between any two of them has left something that
 * goes both ways. Nothing here waits, so a signal with a listener is handled after the last step.
 */
export class RewriteTransaction {
  readonly #files: RewriteFiles;
  readonly #journal: RewriteJournal;
  readonly #record: RewriteRecord;

  constructor(
    readonly git: Git,
    readonly workingTree: WritableWorkingTree,
    { journal, record }: { readonly journal: RewriteJournal; readonly record: RewriteRecord },
  ) {
    this.#files = new RewriteFiles(workingTree, record);
    this.#journal = journal;
    this.#record = record;
  }

  begin(): Promise<void> {
    return deferSignals(() => {
      this.#journal.demandNoneInterrupted();
      this.#demandKnown(this.#files.unknownPaths());
      try {
        this.#journal.begin(this.#record);
        this.#make('after');
        this.#journal.end();
      } catch (cause) {
        throw this.#takenBack(this.#reason(cause));
      }
    });
  }

  finish(): Promise<void> {
    return this.#resume(() => {
      this.#make('after');
      this.#journal.end();
    });
  }

  undo(state: LastRewrite['state']): Promise<void> {
    return this.#resume(() => {
      if (state === 'done') this.#journal.reopen();
      this.#make('before');
      this.#journal.drop();
    });
  }

  forget(): void {
    this.#files.clear();
    this.#journal.drop();
  }

  #make(side: 'before' | 'after'): void {
    this.#files.make(side);
    if (side === 'before') this.#files.removeFolders();
    const index = this.#index();
    const due = this.#record.swaps.filter(swap => !sameEntries(index.get(swap.path) ?? [], swap[side].staged));
    if (due.length === 0) return;
    const needed = new Map(due.map(swap => [swap.path, swap[side].staged]));
    updateIndex(this.git, this.#journal.write('entries', indexInfoInput(needed, this.workingTree.location.width)));
  }

  #resume(task: () => void): Promise<void> {
    return deferSignals(() => {
      this.#demandKnown(this.#unknownPaths());
      try {
        task();
      } catch (cause) {
        throw this.#reason(cause);
      }
    });
  }

  #takenBack({ message, hint, cause }: GitError): GitError {
    try {
      this.#make('before');
      this.#journal.withdraw();
      return new GitError(`${message}: nothing was written`, hint, { cause });
    } catch (second) {
      const then = this.#reason(second);
      return new InterruptedRewriteError(`${message}; and it cannot be put back: ${then.message}`, ['undo'], { cause: second });
    }
  }

  #reason(cause: unknown): GitError {
    return writeFailure(this.#files.at ?? this.#journal.folder, cause);
  }

  #unknownPaths(): readonly string[] {
    const index = this.#index();
    const isKnown = ({ path, before, after }: RewriteRecord['swaps'][number]): boolean => {
      const staged = index.get(path) ?? [];
      return sameEntries(staged, before.staged) || sameEntries(staged, after.staged);
    };
    const entries = this.#record.swaps.filter(swap => !isKnown(swap)).map(({ path }) => `${path} in the index`);
    return [...this.#files.unknownPaths(), ...entries];
  }

  #demandKnown(unknownPaths: readonly string[]): void {
    if (unknownPaths.length === 0) return;
    throw new GitError(`changed since: ${unknownPaths.join(', ')}: nothing was written`, 'git status');
  }

  #index(): IndexEntries {
    return readIndex(this.git, new Set(this.#record.swaps.map(({ path }) => path)));
  }
}
