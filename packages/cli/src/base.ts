import type { Oid } from '@oneleaf/git';
import { EnvironmentError } from './errors.js';
import type { Base } from './prospect.js';
import { baseRef, commitOf } from './refs.js';
import type { Session } from './session.js';
import { settle, snapshotOf } from './world.js';

export interface BaseChoice {
  readonly base?: string;
  readonly remote?: string;
}

/** The name of the base that was asked for, or of the one that the repository has. */
export async function chooseBase(session: Session, { base, remote }: BaseChoice): Promise<string> {
  const name = base ?? (await baseRef(session, remote));
  if (name !== undefined) return name;
  throw new EnvironmentError('this repository has no branch that could be the base', 'oneleaf predict --base BRANCH');
}

/** Reads the base's migrations. */
export async function openBase(session: Session, name: string): Promise<Base> {
  const commit = await commitOf(session.repository, name);
  return openCommit(session, (await session.repository.fullRefName(name)) ?? name, commit);
}

/** The same of a commit that stands for a ref. */
export async function openCommit(session: Session, ref: string, commit: Oid): Promise<Base> {
  const { world, entries } = await settle(session, interest => session.repository.list(commit, interest));
  return { ref, commit, world, snapshot: await snapshotOf(world, entries) };
}
