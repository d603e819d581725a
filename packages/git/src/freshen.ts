import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';
import type { Place } from './discover.js';
import type { Git } from './git.js';
import { GitError } from './git-error.js';
import type { Freshness, Oid } from './model.js';
import { resolve } from './refs.js';

/** Brings objects and nothing else: no ref, no FETCH_HEAD, no tags, no pruning, no housekeeping. */
const silently = [
  '--no-write-fetch-head',
  '--no-tags',
  '--no-prune',
  '--no-auto-maintenance',
  '--no-write-commit-graph',
  '--no-recurse-submodules',
  '--refmap=',
  '--quiet',
];

export interface Wanted {
  readonly remote: string;
  /** `main`, or `refs/heads/main` */
  readonly branch: string;
  readonly timeoutMs: number;
}

/** The repository here. */
export interface Local {
  readonly git: Git;
  readonly config: Config;
  readonly place: Place;
  /** Whether a commit is in the clone. */
  readonly has: (commit: Oid) => Promise<boolean>;
}

export async function freshen({ git, config, place, has }: Local, { remote, branch, timeoutMs }: Wanted): Promise<Freshness> {
  const name = branch.replace(/^refs\/heads\//, '');
  const until = Date.now() + timeoutMs;
  const env = await unattended(git, config);
  try {
    const listed = await git.run(['ls-remote', '--quiet', '--', remote, `refs/heads/${name}`], { timeoutMs, env });
    const commit = tipIn(listed.toString(), `refs/heads/${name}`);
    if (commit === undefined) return await lastKnown(git, place, { remote, name, reason: `${remote} has no branch ${name}` });
    if (!(await has(commit))) {
      await git.run(['fetch', ...silently, '--', remote, `refs/heads/${name}`], { timeoutMs: Math.max(until - Date.now(), 1), env });
    }
    return { fresh: true, commit };
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    const reason = Date.now() < until ? cause.message : `no answer within ${timeoutMs / 1000} seconds`;
    return lastKnown(git, place, { remote, name, reason });
  }
}

function tipIn(listed: string, ref: string): Oid | undefined {
  const line = listed.split('\n').find(one => one.endsWith(`\t${ref}`));
  return line?.slice(0, line.indexOf('\t'));
}

/** ssh asks for passwords and host keys on the terminal, whatever git says, unless it is told not to. */
async function unattended(git: Git, config: Config): Promise<Readonly<Record<string, string>>> {
  const { env } = git.room;
  if (env['GIT_SSH_COMMAND'] !== undefined || env['GIT_SSH'] !== undefined) return {};
  return { GIT_SSH_COMMAND: `${(await config.get('core.sshcommand')) ?? 'ssh'} -o BatchMode=yes` };
}

interface Unreached {
  readonly remote: string;
  readonly name: string;
  readonly reason: string;
}

async function lastKnown(git: Git, place: Place, { remote, name, reason }: Unreached): Promise<Freshness> {
  const ref = `refs/remotes/${remote}/${name}`;
  const commit = await resolve(git, ref);
  if (commit === undefined) return { fresh: false, reason };
  const fetched = Math.max(fetchedAt(place), await movedAt(git, ref));
  return { fresh: false, commit, reason, ...(fetched === 0 ? {} : { ageSeconds: Math.max(Math.round(Date.now() / 1000 - fetched), 0) }) };
}

/** Every `git fetch` writes FETCH_HEAD. Seconds since 1970; 0 when there never was one. */
function fetchedAt({ gitDir }: Place): number {
  const stats = statSync(join(gitDir, 'FETCH_HEAD'), { throwIfNoEntry: false });
  return stats === undefined ? 0 : stats.mtimeMs / 1000;
}

/** When the ref last moved, from its reflog. */
async function movedAt(git: Git, ref: string): Promise<number> {
  const { stdout } = await git.ask(['log', '--walk-reflogs', '--max-count=1', '--no-patch', '--format=%gd', '--date=unix', ref, '--']);
  return Number(/@\{(\d+)\}/.exec(stdout.toString())?.[1] ?? 0);
}
