import { afterLanding } from './after.js';
import { EnvironmentError } from './errors.js';
import { diverged, prospects, type Base } from './prospects.js';
import { baseRef, commitOf } from './refs.js';
import type { Session } from './session.js';
import { settle, snapshotOf } from './world.js';

export interface BaseChoice {
  readonly base?: string;
  readonly remote?: string;
  /** A branch that is taken for landed on the base already. */
  readonly after?: string;
}

/** The name of the base that was asked for, or of the one that the repository has. */
export async function chooseBase(session: Session, { base, remote }: BaseChoice): Promise<string> {
  const name = base ?? (await baseRef(session, remote));
  if (name !== undefined) return name;
  throw new EnvironmentError('this repository has no branch that could be the base', 'oneleaf predict --base BRANCH');
}

/** Reads the base's migrations; or what they will be when the branch has landed that was named to land first. */
export async function openChosenBase(session: Session, choice: BaseChoice): Promise<Base> {
  const base = await openBase(session, await chooseBase(session, choice));
  if (choice.after === undefined) return base;
  const commit = await commitOf(session.repository, choice.after);
  const relations = await session.repository.relate(base.commit, [commit]);
  const { alive } = await prospects(base, diverged([{ name: choice.after, commit }], relations));
  const [first] = alive;
  return first ? afterLanding(base, first) : base;
}

export async function openBase(session: Session, name: string): Promise<Base> {
  const commit = await commitOf(session.repository, name);
  const { world, entries } = await settle(session, interest => session.repository.list(commit, interest));
  return { ref: (await session.repository.fullName(name)) ?? name, commit, world, snapshot: await snapshotOf(world, entries) };
}
