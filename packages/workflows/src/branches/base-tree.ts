import type { Oid } from '@oneleaf/git';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { BaseTree } from '../landing/landed-branch.js';
import { baseRef, commitOf } from './refs.js';
import type { RepositorySession } from '../session/session.js';
import { listWithConfiguredFolders, readSnapshot } from '../repository-view/repository-view.js';

export interface BaseChoice {
  readonly base?: string;
  readonly remote?: string;
}

/** The name of the base that was asked for, or of the one that the repository has. */
export async function chooseBase(session: RepositorySession, { base, remote }: BaseChoice): Promise<string> {
  const name = base ?? (await baseRef(session, remote));
  if (name !== undefined) return name;
  throw new EnvironmentError('this repository has no branch that could be the base', 'oneleaf predict --base BRANCH');
}

/** Reads the base's migrations. */
export async function openBaseTree(session: RepositorySession, name: string): Promise<BaseTree> {
  const commit = await commitOf(session.repository, name);
  return openCommitTree(session, (await session.repository.fullRefName(name)) ?? name, commit);
}

/** The same of a commit that stands for a ref. */
export async function openCommitTree(session: RepositorySession, ref: string, commit: Oid): Promise<BaseTree> {
  const { world, entries } = await listWithConfiguredFolders(session, interest => session.repository.list(commit, interest));
  return { ref, commit, world, snapshot: await readSnapshot(world, entries) };
}
