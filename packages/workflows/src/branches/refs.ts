import { shellWord, type BranchRef } from '@oneleaf/core';
import type { Oid, Ref, Repository } from '@oneleaf/git';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { RepositorySession } from '../session/session.js';

/** The commit of a name that the user gave. */
export async function commitOf(repository: Repository, name: string): Promise<Oid> {
  const commit = await repository.resolve(name);
  if (commit !== undefined) return commit;
  const branch = name.replace(/^(?:refs\/remotes\/)?(?:origin|upstream)\//, '').replace(/^refs\/heads\//, '');
  const [remote] = await repository.remotes();
  throw new EnvironmentError(
    `${name} is not in this clone`,
    remote === undefined ? 'git branch --all --list' : `git fetch ${remote} -- ${shellWord(branch)}`,
  );
}

/** The base ref's full name: configured, or the default branch of the remote where main lives, or of this repository. */
export async function baseRef(
  { repository, configuration }: Pick<RepositorySession, 'repository' | 'configuration'>,
  remote?: string,
): Promise<string | undefined> {
  if (configuration.base !== undefined) return (await repository.fullRefName(configuration.base)) ?? configuration.base;
  const home = remote ?? configuration.remote ?? (await homeRemote(repository));
  return (home === undefined ? undefined : await repository.defaultBranch(home)) ?? (await repository.defaultBranch());
}

/** With a fork, origin is one's own copy and main lives in upstream. */
export async function homeRemote(repository: Repository): Promise<string | undefined> {
  const names = await repository.remotes();
  return ['upstream', 'origin'].find(name => names.includes(name)) ?? names[0];
}

/** Where each forge keeps pull requests, once they are fetched. */
const PULL_REQUESTS = ['refs/pull/*/head', 'refs/remotes/*/pr/*', 'refs/remotes/*/pull/*', 'refs/merge-requests/*/head'];

export interface BranchSelection {
  readonly given: readonly string[];
  readonly remote?: string;
  readonly local: boolean;
}

/** The branches of a repository, or the given ones; each commit once. */
export async function selectBranches(repository: Repository, { given, remote, local }: BranchSelection): Promise<readonly BranchRef[]> {
  if (given.length > 0) return givenBranches(repository, given);
  const patterns = local
    ? ['refs/heads/']
    : remote === undefined
      ? ['refs/heads/', 'refs/remotes/', ...PULL_REQUESTS]
      : [`refs/remotes/${remote}/`];
  const all = await repository.refs([...patterns, ...(local || remote !== undefined ? [] : ['refs/pull/*/merge'])]);
  const offered = new Set(all.flatMap(({ name }) => /^refs\/pull\/(\d+)\/merge$/.exec(name)?.[1] ?? []));
  const branches = all.filter(({ name }) => !/^refs\/pull\/\d+\/merge$|^refs\/remotes\/[^/]+\/HEAD$/.test(name));
  return onePerCommit(branches.map(ref => withState(ref, offered)));
}

function withState(ref: Ref, offered: ReadonlySet<string>): BranchRef {
  const number = /^refs\/pull\/(\d+)\/head$/.exec(ref.name)?.[1];
  return number === undefined || offered.size === 0 ? ref : { ...ref, open: offered.has(number) };
}

/** A branch and its remote twin are one branch; an open pull request is the name that people know. */
function onePerCommit(branches: readonly BranchRef[]): readonly BranchRef[] {
  const kept = new Map<Oid, BranchRef>();
  const rank = ({ name, open }: BranchRef): number =>
    open === true ? 0 : name.startsWith('refs/heads/') ? 1 : name.startsWith('refs/remotes/') ? 2 : 3;
  for (const branch of branches) {
    const twin = kept.get(branch.commit);
    if (!twin || rank(branch) < rank(twin)) kept.set(branch.commit, branch);
  }
  return [...kept.values()];
}

async function givenBranches(repository: Repository, given: readonly string[]): Promise<readonly BranchRef[]> {
  const listed = await repository.refs(given.flatMap(refCandidates));
  const byName = new Map(listed.map(ref => [ref.name, ref]));
  const found: BranchRef[] = [];
  for (const name of given) {
    const known = refCandidates(name).flatMap(place => byName.get(place) ?? []);
    const [ref] = known;
    if (isGlob(name)) found.push(...(await refsMatching(repository, name)));
    else if (ref) found.push({ ...ref, isNamed: true });
    else found.push({ name: (await repository.fullRefName(name)) ?? name, commit: await commitOf(repository, name), isNamed: true });
  }
  return uniqueNames(found);
}

async function refsMatching(repository: Repository, glob: string): Promise<readonly Ref[]> {
  const refs = await repository.refs(refCandidates(glob));
  if (refs.length === 0) throw new EnvironmentError(`no branch in this clone matches ${glob}`, 'git branch --all --list');
  return refs;
}

/** Where a branch of that name may be, the likelier place first: one question to git for all names. */
function refCandidates(name: string): readonly string[] {
  return name.startsWith('refs/') ? [name, `refs/heads/${name}`] : [`refs/heads/${name}`, `refs/remotes/${name}`];
}

function isGlob(name: string): boolean {
  return /[*?[]/.test(name);
}

function uniqueNames(branches: readonly BranchRef[]): readonly BranchRef[] {
  return [...new Map(branches.map(branch => [branch.name, branch])).values()];
}
