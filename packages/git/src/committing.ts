import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './discover.js';
import { type Environment, ownVariables } from './environment.js';
import { Git } from './git.js';
import { GitError } from './git-error.js';
import type { Oid, RepositoryOptions } from './model.js';
import { encodePath } from './path.js';
import type { Underway } from './rewriting.js';

/** Git as the user would run it at the top of the working tree: with their hooks, their identity, their signature. */
export function ownGit({ top, env, gitDir }: Place, options: RepositoryOptions): Git {
  const own: Environment = { ...options.env, ...ownVariables(env, options) };
  // Without the file that leads there, git would look for a repository further up.
  const found = existsSync(join(top, '.git')) ? {} : { GIT_DIR: gitDir, GIT_WORK_TREE: top };
  return new Git({ cwd: top, env: { ...own, ...found }, signal: options.signal }, []);
}

export async function commitOnly(git: Git, message: string, paths: readonly string[]): Promise<Oid> {
  const named = paths.map(path => Buffer.concat([Buffer.from(':(top,literal)'), encodePath(path), Buffer.of(0)]));
  const given = ['--quiet', '--only', `--message=${message}`, '--pathspec-from-file=-', '--pathspec-file-nul'];
  await git.run(['commit', ...given], { input: Buffer.concat(named) });
  return (await git.run(['rev-parse', '--verify', 'HEAD'])).toString().trim();
}

/** Git makes no commit of some paths while it is about to make one of all. */
export function demandFree(underway: Underway | undefined): void {
  if (underway === undefined || (underway.kind === 'rebase' && underway.heads.length === 0)) return;
  throw new GitError(
    `a ${underway.kind} is under way, which makes the commit itself: nothing was committed`,
    `git ${underway.kind} --continue`,
  );
}
