import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../repository/config.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import type { Git } from '../process/git.js';
import { objectsOnlyOptions } from '../process/fetch-options.js';
import { GitError } from '../process/git-error.js';
import type { Oid } from '../objects/oid.js';
import type { RemoteTip } from './ref.js';
import { resolveCommit } from './refs.js';

export interface RemoteBranchRequest {
  readonly remote: string;
  /** `main`, or `refs/heads/main` */
  readonly branch: string;
  readonly timeoutMs: number;
}

/** The repository that fetches. */
export interface FetchContext {
  readonly git: Git;
  readonly config: Config;
  readonly location: RepositoryLocation;
  /** Whether a commit is in the clone. */
  readonly has: (commit: Oid) => Promise<boolean>;
}

export async function fetchRemoteTip(
  { git, config, location, has }: FetchContext,
  { remote, branch, timeoutMs }: RemoteBranchRequest,
): Promise<RemoteTip> {
  const name = branch.replace(/^refs\/heads\//, '');
  const until = Date.now() + timeoutMs;
  const env = await unattendedSsh(git, config);
  try {
    const listed = await git.run(['ls-remote', '--quiet', '--', remote, `refs/heads/${name}`], { timeoutMs, env });
    const commit = parseTip(listed.toString(), `refs/heads/${name}`);
    if (commit === undefined) return await lastKnownTip(git, location, { remote, name, reason: `${remote} has no branch ${name}` });
    if (!(await has(commit))) {
      await git.run(['fetch', ...objectsOnlyOptions, '--', remote, `refs/heads/${name}`], {
        timeoutMs: Math.max(until - Date.now(), 1),
        env,
      });
    }
    return { fresh: true, commit };
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    const reason = Date.now() < until ? cause.message : `no answer within ${timeoutMs / 1000} seconds`;
    return lastKnownTip(git, location, { remote, name, reason });
  }
}

function parseTip(listed: string, ref: string): Oid | undefined {
  const line = listed.split('\n').find(one => one.endsWith(`\t${ref}`));
  return line?.slice(0, line.indexOf('\t'));
}

/** Only BatchMode keeps ssh from asking for passwords and host keys on the terminal. */
async function unattendedSsh(git: Git, config: Config): Promise<Readonly<Record<string, string>>> {
  const { env } = git.context;
  if (env['GIT_SSH_COMMAND'] !== undefined || env['GIT_SSH'] !== undefined) return {};
  return { GIT_SSH_COMMAND: `${(await config.get('core.sshcommand')) ?? 'ssh'} -o BatchMode=yes` };
}

interface FetchFailure {
  readonly remote: string;
  readonly name: string;
  readonly reason: string;
}

async function lastKnownTip(git: Git, location: RepositoryLocation, { remote, name, reason }: FetchFailure): Promise<RemoteTip> {
  const ref = `refs/remotes/${remote}/${name}`;
  const commit = await resolveCommit(git, ref);
  if (commit === undefined) return { fresh: false, reason };
  const fetched = Math.max(lastFetchTime(location), await refUpdateTime(git, ref));
  return { fresh: false, commit, reason, ...(fetched === 0 ? {} : { ageSeconds: Math.max(Math.round(Date.now() / 1000 - fetched), 0) }) };
}

/** Every `git fetch` writes FETCH_HEAD. Seconds since 1970; 0 when there never was one. */
function lastFetchTime({ gitDir }: RepositoryLocation): number {
  const stats = statSync(join(gitDir, 'FETCH_HEAD'), { throwIfNoEntry: false });
  return stats === undefined ? 0 : stats.mtimeMs / 1000;
}

/** When the ref last moved, from its reflog. */
async function refUpdateTime(git: Git, ref: string): Promise<number> {
  const { stdout } = await git.ask(['log', '--walk-reflogs', '--max-count=1', '--no-patch', '--format=%gd', '--date=unix', ref, '--']);
  return Number(/@\{(\d+)\}/.exec(stdout.toString())?.[1] ?? 0);
}
