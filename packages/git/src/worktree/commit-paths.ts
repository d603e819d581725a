import type { RepositoryLocation } from '../repository/repository-location.js';
import { userRepositoryVariables } from '../process/environment.js';
import { Git } from '../process/git.js';
import { GitError } from '../process/git-error.js';
import type { Oid } from '../objects/oid.js';
import type { RepositoryOptions } from '../repository/repository-options.js';
import { encodePath } from '../process/path-encoding.js';
import type { GitOperation } from './worktree.js';

/** Git as the user would run it at the top of the working tree: with their hooks, their identity, their signature. */
export async function userGit({ top, env, gitDir }: RepositoryLocation, options: RepositoryOptions): Promise<Git> {
  const context = { cwd: top, env: { ...options.env, ...userRepositoryVariables(options.env, env) }, signal: options.signal };
  const own = new Git(context, []);
  const { stdout } = await own.ask(['rev-parse', '--absolute-git-dir']);
  // With core.worktree nothing at the top leads to the repository.
  if (stdout.toString() === `${gitDir}\n`) return own;
  return new Git({ ...context, env: { ...context.env, GIT_DIR: gitDir, GIT_WORK_TREE: top } }, []);
}

export async function commitPaths(git: Git, message: string, paths: readonly string[]): Promise<Oid> {
  const named = paths.map(path => Buffer.concat([Buffer.from(':(top,literal)'), encodePath(path), Buffer.of(0)]));
  const given = ['--quiet', '--only', `--message=${message}`, '--pathspec-from-file=-', '--pathspec-file-nul'];
  await git.run(['commit', ...given], { input: Buffer.concat(named) });
  return (await git.run(['rev-parse', '--verify', 'HEAD'])).toString().trim();
}

/** Git makes no commit of some paths while it is about to make one of all. */
export function demandNoOperation(underway: GitOperation | undefined): void {
  if (underway === undefined || (underway.kind === 'rebase' && underway.heads.length === 0)) return;
  throw new GitError(
    `a ${underway.kind} is in progress and makes the commit itself: nothing was committed`,
    `git ${underway.kind} --continue`,
  );
}
