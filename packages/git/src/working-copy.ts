import type { FileChange } from '@oneleaf/core';
import { applyChanges } from './apply.js';
import { commitOnly, demandFree, ownGit } from './committing.js';
import type { Place } from './discover.js';
import type { Git } from './git.js';
import { GitError } from './git-error.js';
import { Ground, type Seen } from './ground.js';
import { Journal, type Recorded } from './journal.js';
import type { Interest, Oid, RepositoryOptions } from './model.js';
import { record } from './recording.js';
import { resolve } from './refs.js';
import { Replay } from './replay.js';
import type { Rewriting, Rewritten, Underway, Worktree } from './rewriting.js';
import { readStatus } from './status.js';
import { underway } from './underway.js';
import { listWorkingTree, type OnDisk } from './working-tree.js';

/** What a repository has checked out. */
export class WorkingCopy implements Worktree {
  /** Files as they were told last. */
  readonly #seen: Seen = new Map();
  readonly #journal: Journal;

  constructor(
    readonly git: Git,
    readonly place: Place,
    readonly options: RepositoryOptions,
  ) {
    this.#journal = new Journal(place.gitDir);
  }

  async list(interest: Interest): Promise<OnDisk> {
    const listed = await listWorkingTree(this.git, this.place, interest);
    for (const { path, oid } of listed.entries) this.#seen.set(path, oid);
    return listed;
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    return applyChanges(this.place, changes, this.#seen);
  }

  async rewrite(rewriting: Rewriting): Promise<void> {
    const ground = this.#ground();
    this.#journal.demandNoneInterrupted();
    const recorded = await record(this.git, ground, rewriting);
    await this.#replay(recorded).begin();
    await this.#settle(ground, recorded, 'after');
  }

  rewritten(): Promise<Rewritten | undefined> {
    const found = this.#journal.found();
    if (found === undefined) return Promise.resolve(undefined);
    const { state, note, head, swaps } = found;
    return Promise.resolve({ state, note, head, paths: swaps.map(({ path }) => path) });
  }

  async finish(): Promise<void> {
    const ground = this.#ground();
    const found = this.#journal.found();
    if (found?.state !== 'interrupted') throw new GitError('there is no interrupted rewriting to finish', 'git status');
    await this.#replay(found).finish();
    await this.#settle(ground, found, 'after');
  }

  async undo(): Promise<void> {
    const ground = this.#ground();
    const found = this.#journal.found();
    if (found === undefined) throw new GitError('there is no rewriting to undo', 'git status');
    await this.#demandHead(found);
    await this.#replay(found).undo(found.state);
    await this.#settle(ground, found, 'before');
  }

  forget(): Promise<void> {
    const found = this.#journal.found();
    if (found !== undefined) this.#replay(found).forget();
    return Promise.resolve();
  }

  async dirty(paths: readonly string[]): Promise<readonly string[]> {
    this.#ground();
    const [status, busy] = await Promise.all([readStatus(this.git), this.underway()]);
    return paths.filter(path => {
      const { staged, unstaged } = status.get(path) ?? { staged: '.', unstaged: '.' };
      if (staged === 'U') return false;
      return unstaged !== '.' || (busy === undefined && staged !== '.' && staged !== 'A');
    });
  }

  underway(): Promise<Underway | undefined> {
    return underway(this.git, this.place);
  }

  async commit(message: string, paths: readonly string[]): Promise<Oid> {
    this.#ground();
    demandFree(await this.underway());
    const status = await readStatus(this.git);
    const changed = paths.filter(path => status.has(path));
    if (changed.length === 0) throw new GitError('nothing has changed that could be committed', 'git status');
    return commitOnly(await ownGit(this.place, this.options), message, changed);
  }

  async #demandHead({ head }: Recorded): Promise<void> {
    const now = (await resolve(this.git, 'HEAD')) ?? null;
    if (now === head) return;
    const [was, is] = [head, now].map(commit => commit?.slice(0, 10) ?? 'no commit');
    const isAbove = head !== null && (await resolve(this.git, 'HEAD^')) === head;
    throw new GitError(
      `HEAD has moved since, from ${was} to ${is}: nothing was undone`,
      isAbove ? `git reset --soft ${head}` : 'git reflog',
    );
  }

  /** Git would otherwise look into each of these files anew until somebody refreshes the index; and the next rewriting knows them. */
  async #settle(ground: Ground, { swaps }: Recorded, side: 'before' | 'after'): Promise<void> {
    for (const swap of swaps) ground.remember({ path: swap.path, bytes: swap[side].file?.bytes ?? null });
    await this.git.ask(['update-index', '-q', '--refresh']);
  }

  #replay(record: Recorded): Replay {
    return new Replay(this.git, this.#ground(), { journal: this.#journal, record });
  }

  #ground(): Ground {
    return new Ground(this.place, this.#seen);
  }
}
