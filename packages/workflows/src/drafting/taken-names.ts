import type { History, BranchRef } from '@oneleaf/core';
import { UsageError } from '@oneleaf/core/errors';
import { divergedBranches } from '../landing/land-branches.js';
import { selectBranches } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';
import type { LandedTree } from '../landing/landed-tree.js';
import { parseDuration, DEFAULT_AGE } from '../branches/branch-age.js';

/** Stems of the files that other branches add to a history, each with the branches that do. */
export async function takenNames(
  session: RepositorySession,
  { onto, world }: LandedTree,
  history: History,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (!onto) return found;
  const { repository } = session;
  const branches = await otherOpenBranches(session);
  const commits = branches.map(({ commit }) => commit);
  const apart = divergedBranches(branches, await repository.relate(onto.base.commit, commits));
  const pairs = apart.map(({ branch, bases }) => [bases[0] ?? onto.base.commit, branch.commit] as const);
  const changes = await repository.changes(pairs, world.interest);
  for (const [at, { branch }] of apart.entries()) {
    for (const { path, before, after } of changes[at] ?? []) {
      if (before !== null || after === null || !path.startsWith(`${history.folder}/`) || onto.base.snapshot.files.has(path)) continue;
      const name = history.framework.recognise.stem(path);
      found.set(name, [...new Set([...(found.get(name) ?? []), branch.name])]);
    }
  }
  return found;
}

/** Branches that may still land, without the one that is checked out and what it is built on. */
async function otherOpenBranches(session: RepositorySession): Promise<readonly BranchRef[]> {
  const { repository, configuration, now } = session;
  const head = await repository.head();
  const own = head.ref?.replace(/^refs\/heads\//, '');
  const isOwn = (name: string): boolean =>
    name === head.ref || (own !== undefined && /^refs\/remotes\/[^/]+\/(.+)$/.exec(name)?.[1] === own);
  const all = (await selectBranches(repository, { given: [], local: false })).filter(({ name, open }) => !isOwn(name) && open !== false);
  const since = parseDuration(configuration.since ?? DEFAULT_AGE);
  if (since === null) throw new UsageError(`oneleaf.json has a wrong value for since: ${configuration.since ?? ''}`);
  const commits = all.map(({ commit }) => commit);
  const known = head.commit === undefined ? undefined : await repository.relate(head.commit, commits);
  const dates = await repository.commitTimes(commits);
  return all.filter(
    ({ commit, open }) =>
      known?.get(commit)?.kind !== 'landed' && (open === true || since === undefined || now - (dates.get(commit) ?? now) <= since),
  );
}
