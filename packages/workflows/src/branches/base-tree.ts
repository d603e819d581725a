import type { TreeHistories } from '@oneleaf/core';
import type { Oid } from '@oneleaf/git';
import { EnvironmentError } from '@oneleaf/core/errors';
import { baseRef, commitOf } from './refs.js';
import type { RepositorySession } from '../session/session.js';
import { listWithConfiguredFolders, readSnapshot, type RepositoryView } from '../repository-view/repository-view.js';

/** The tree that branches are to land on. */
export interface BaseTree {
  readonly ref: string;
  readonly commit: Oid;
  readonly world: RepositoryView;
  readonly snapshot: TreeHistories;
}

export interface BaseChoice {
  readonly base?: string;
  readonly remote?: string;
}

/** The name of the base: the given one, or the repository's main. */
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

/** Reads the migrations of a commit, which reports call by the ref. */
export async function openCommitTree(session: RepositorySession, ref: string, commit: Oid): Promise<BaseTree> {
  const { world, entries } = await listWithConfiguredFolders(session, interest => session.repository.list(commit, interest));
  return { ref, commit, world, snapshot: await readSnapshot(world, entries) };
}
