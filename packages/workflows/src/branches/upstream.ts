import { joinWords } from '@oneleaf/core';
import type { RemoteTip, Oid, Repository } from '@oneleaf/git';
import { releaseLines, nearestLines } from './release-lines.js';
import { baseRef, homeRemote } from './refs.js';
import type { RepositorySession } from '../session/session.js';

/** How long the remote may take to say where its main is, in milliseconds. */
const REMOTE_TIMEOUT_MS = 4000;

/** A branch that others land on, as this clone knows it. */
export interface Upstream {
  readonly remote?: string;
  /** `refs/remotes/origin/main` */
  readonly ref: string;
  /** `main` */
  readonly branch: string;
  readonly known: Oid;
  /** `origin/main` */
  readonly spelled: string;
}

/** The remote's main, or this repository's where there is no remote; undefined where there is neither. */
export async function findUpstream(session: RepositorySession, pushedTo?: string): Promise<Upstream | undefined> {
  const remote = await remoteOfMain(session, pushedTo);
  const ref = await baseRef(session, remote);
  const known = ref === undefined ? undefined : await session.repository.resolve(ref);
  return ref === undefined || known === undefined ? undefined : upstreamOf({ remote, ref, known });
}

/** The branch that a name stands for; undefined where this clone has none of that name. */
export async function namedUpstream({ repository }: RepositorySession, name: string): Promise<Upstream | undefined> {
  const known = await repository.resolve(name);
  const ref = (await repository.fullRefName(name)) ?? name;
  const remote = (await repository.remotes()).find(one => ref.startsWith(`refs/remotes/${one}/`));
  return known === undefined ? undefined : upstreamOf({ remote, ref, known });
}

/** The line that a commit was made for, where another one is nearer to it than main. */
export async function nearestLine({ repository, configuration }: RepositorySession, main: Upstream, tip: Oid): Promise<Upstream> {
  const lines = await releaseLines(repository, { name: main.ref, commit: main.known }, configuration.lines);
  if (lines.length === 0) return main;
  const branch = { name: 'HEAD', commit: tip };
  const found = await nearestLines(repository, { branches: [branch], lines, relations: await repository.relate(main.known, [tip]) });
  const line = found.get(branch);
  return line ? upstreamOf({ remote: main.remote, ref: line.ref, known: line.commit }) : main;
}

function upstreamOf({ remote, ref, known }: { remote: string | undefined; ref: string; known: Oid }): Upstream {
  const from = remote === undefined ? {} : { remote };
  const prefix = remote === undefined ? '' : `refs/remotes/${remote}/`;
  if (remote === undefined || !ref.startsWith(prefix)) {
    const branch = ref.replace(/^refs\/heads\//, '');
    return { ...from, ref, branch, known, spelled: branch };
  }
  const branch = ref.slice(prefix.length);
  return { ...from, ref, branch, known, spelled: `${remote}/${branch}` };
}

async function remoteOfMain({ repository, configuration }: RepositorySession, pushedTo: string | undefined): Promise<string | undefined> {
  const home = configuration.remote ?? (await homeRemote(repository));
  if (home !== undefined || pushedTo === undefined) return home;
  return (await repository.remotes()).includes(pushedTo) ? pushedTo : undefined;
}

/** Where the branch is now: the remote is asked where there is one. */
export async function queryUpstream(repository: Repository, { remote, branch, known }: Upstream): Promise<RemoteTip> {
  if (remote === undefined) return { fresh: true, commit: known };
  return repository.fetchRemoteTip(remote, branch, { timeoutMs: REMOTE_TIMEOUT_MS });
}

/** Why a report compares with a branch as it was. */
export function staleField(fresh: RemoteTip | undefined): { stale?: { reason: string; ageSeconds?: number } } {
  if (fresh?.fresh !== false) return {};
  return { stale: { reason: fresh.reason, ...(fresh.ageSeconds === undefined ? {} : { ageSeconds: fresh.ageSeconds }) } };
}

/** The words of the command that brings a branch into the one that is checked out. */
export function pullWords({ remote, branch }: Pick<Upstream, 'remote' | 'branch'>): readonly string[] {
  return remote === undefined ? ['git', 'merge', branch] : ['git', 'pull', '--no-rebase', remote, branch];
}

/** The command that brings a branch into the one that is checked out, quoted for a shell. */
export function pullCommand(upstream: Pick<Upstream, 'remote' | 'branch'>): string {
  return joinWords(pullWords(upstream));
}
