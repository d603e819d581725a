import type { FileChange } from '@oneleaf/core';
import { applyChanges } from './apply-changes.js';
import { commitPaths, demandNoOperation, userGit } from './commit-paths.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { GitError, HeadMovedError } from '../process/git-error.js';
import { WritableWorkingTree, type ReadBlobs } from './writable-working-tree.js';
import { RewriteJournal, type RewriteRecord } from './rewrite-journal.js';
import type { Oid } from '../objects/oid.js';
import type { RepositoryOptions } from '../repository/repository-options.js';
import type { PathFilter } from '../trees/tree-entry.js';
import { recordRewrite } from './rewrite-record.js';
import { resolveCommit } from '../refs/refs.js';
import { RewriteTransaction } from './rewrite-transaction.js';
import type { FileRewrite, LastRewrite, GitOperation, Worktree } from './worktree.js';
import { readStatus } from './status.js';
import { operationInProgress } from './git-operation.js';
import { listWorkingTree, type WorkingTreeFiles } from './working-tree-files.js';

/** What a repository has checked out. */
export class GitWorktree implements Worktree {
  /** Files as they were read last. */
  readonly #seen: ReadBlobs = new Map();
  readonly #journal: RewriteJournal;

  constructor(
    readonly git: Git,
    readonly location: RepositoryLocation,
    readonly options: RepositoryOptions,
  ) {
    this.#journal = new RewriteJournal(location.gitDir);
  }

  async list(filter: PathFilter): Promise<WorkingTreeFiles> {
    const listed = await listWorkingTree(this.git, this.location, filter);
    for (const { path, oid } of listed.entries) this.#seen.set(path, oid);
    return listed;
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    return applyChanges(this.location, changes, this.#seen);
  }

  async rewrite(rewriting: FileRewrite): Promise<void> {
    const workingTree = this.#writable();
    this.#journal.demandNoneInterrupted();
    const recorded = await recordRewrite(this.git, workingTree, rewriting);
    await this.#transaction(recorded).begin();
    await this.#refresh(workingTree, recorded, 'after');
  }

  lastRewrite(): Promise<LastRewrite | undefined> {
    const found = this.#journal.found();
    if (found === undefined) return Promise.resolve(undefined);
    const { state, note, head, swaps } = found;
    return Promise.resolve({ state, note, head, paths: swaps.map(({ path }) => path) });
  }

  async finish(): Promise<void> {
    const workingTree = this.#writable();
    const found = this.#journal.found();
    if (found?.state !== 'interrupted') throw new GitError('there is no interrupted rewriting to finish', 'git status');
    await this.#transaction(found).finish();
    await this.#refresh(workingTree, found, 'after');
  }

  async undo(): Promise<void> {
    const workingTree = this.#writable();
    const found = this.#journal.found();
    if (found === undefined) throw new GitError('there is no rewriting to undo', 'git status');
    await this.#demandHead(found);
    await this.#transaction(found).undo(found.state);
    await this.#refresh(workingTree, found, 'before');
  }

  forget(): Promise<void> {
    const found = this.#journal.found();
    if (found !== undefined) this.#transaction(found).forget();
    return Promise.resolve();
  }

  async dirty(paths: readonly string[]): Promise<readonly string[]> {
    this.#writable();
    const [status, busy] = await Promise.all([readStatus(this.git), this.operationInProgress()]);
    return paths.filter(path => {
      const { staged, unstaged } = status.get(path) ?? { staged: '.', unstaged: '.' };
      if (staged === 'U') return false;
      return unstaged !== '.' || (busy === undefined && staged !== '.' && staged !== 'A');
    });
  }

  operationInProgress(): Promise<GitOperation | undefined> {
    return operationInProgress(this.git, this.location);
  }

  async commit(message: string, paths: readonly string[]): Promise<Oid> {
    this.#writable();
    demandNoOperation(await this.operationInProgress());
    const status = await readStatus(this.git);
    const changed = paths.filter(path => status.has(path));
    if (changed.length === 0) throw new GitError('nothing has changed that could be committed', 'git status');
    return commitPaths(await userGit(this.location, this.options), message, changed);
  }

  async #demandHead({ head }: RewriteRecord): Promise<void> {
    const now = (await resolveCommit(this.git, 'HEAD')) ?? null;
    if (now === head) return;
    const [was, is] = [head, now].map(commit => commit?.slice(0, 10) ?? 'no commit');
    const isAbove = head !== null && (await resolveCommit(this.git, 'HEAD^')) === head;
    throw new HeadMovedError(`HEAD has moved since, from ${was} to ${is}: nothing was undone`, isAbove ? head : undefined);
  }

  /** Refreshes the index, so that git need not read these files again, and remembers them for the next rewriting. */
  async #refresh(workingTree: WritableWorkingTree, { swaps }: RewriteRecord, side: 'before' | 'after'): Promise<void> {
    for (const swap of swaps) workingTree.remember({ path: swap.path, bytes: swap[side].file?.bytes ?? null });
    await this.git.ask(['update-index', '-q', '--refresh']);
  }

  #transaction(record: RewriteRecord): RewriteTransaction {
    return new RewriteTransaction(this.git, this.#writable(), { journal: this.#journal, record });
  }

  #writable(): WritableWorkingTree {
    return new WritableWorkingTree(this.location, this.#seen);
  }
}
