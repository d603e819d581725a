import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { type Oid, oidPattern } from '../objects/oid.js';
import { resolveCommit } from '../refs/refs.js';
import type { GitOperation } from './worktree.js';

/** As `git status` finds out (wt_status_get_state), of this working tree alone. */
export async function operationInProgress(git: Git, { gitDir }: RepositoryLocation): Promise<GitOperation | undefined> {
  const files = new GitStateFiles(gitDir);
  const merged = files.ids('MERGE_HEAD');
  // In a repository with reftables these two are no files.
  const [picked, reverted] = await Promise.all([resolveCommit(git, 'CHERRY_PICK_HEAD'), resolveCommit(git, 'REVERT_HEAD')]);
  const rebasing = files.rebase();
  if (rebasing !== undefined) {
    const replayed = rebasing.heads.map(name => resolveCommit(git, name));
    const heads = [...merged, ...(await Promise.all(replayed)), picked].flatMap(head => head ?? []);
    return { ...rebasing, heads: [...new Set(heads)] };
  }
  if (merged.length > 0) return { kind: 'merge', heads: merged };
  if (picked !== undefined) return { kind: 'cherry-pick', heads: [picked] };
  if (reverted !== undefined) return { kind: 'revert', heads: [reverted] };
  return files.sequence();
}

class GitStateFiles {
  constructor(readonly path: string) {}

  /** Ids, one a line. */
  ids(name: string): readonly Oid[] {
    return this.#lines(name).filter(line => oidPattern.test(line));
  }

  /** A rebase or an am, with the name of the commit that it stopped in. REBASE_HEAD does not tell: it may stay behind. */
  rebase(): GitOperation | undefined {
    const folder = ['rebase-merge', 'rebase-apply'].find(name => this.#stats(name)?.isDirectory());
    if (folder === undefined) return undefined;
    if (this.#stats(`${folder}/applying`) !== undefined) return { kind: 'am', heads: [] };
    const [onto] = this.ids(`${folder}/onto`);
    const [original] = this.ids(`${folder}/orig-head`);
    return {
      kind: 'rebase',
      ...(onto === undefined ? {} : { onto }),
      ...(original === undefined ? {} : { original }),
      heads: this.#stop(folder),
    };
  }

  /** Git abbreviates the first of these, and has made the commit already where it stops to have it amended. */
  #stop(folder: string): readonly string[] {
    if (this.#stats(`${folder}/amend`) !== undefined) return [];
    return ['stopped-sha', 'original-commit'].flatMap(name => this.#lines(`${folder}/${name}`));
  }

  /** Several commits are being picked or reverted, and the one that it stopped at has been committed. */
  sequence(): GitOperation | undefined {
    const [command] = this.#lines('sequencer/todo')[0]?.split(' ') ?? [];
    if (command === undefined) return undefined;
    return { kind: command === 'revert' ? 'revert' : 'cherry-pick', heads: [] };
  }

  #lines(name: string): readonly string[] {
    if (this.#stats(name)?.isFile() !== true) return [];
    return readFileSync(join(this.path, name), 'utf8')
      .split('\n')
      .filter(line => line !== '');
  }

  #stats(name: string) {
    return statSync(join(this.path, name), { throwIfNoEntry: false });
  }
}
