import type { ProveReport } from '@oneleaf/core';
import { chooseBase } from '../base.js';
import type { Outside } from '../outside.js';
import type { Named } from '../prove/pair.js';
import { provePairs, type Seeded } from '../prove/pairs.js';
import { commitOf } from '../refs.js';
import type { Session } from '../session.js';

export interface ProveOptions extends Seeded {
  readonly one: string;
  readonly other: string;
  readonly base?: string;
}

/** Lands two branches on the base in both orders, on throw-away databases. */
export async function prove(session: Session, outside: Outside, { one, other, base, ...rest }: ProveOptions): Promise<ProveReport> {
  const { repository } = session;
  const name = await chooseBase(session, base === undefined ? {} : { base });
  const ref = { ref: (await repository.fullRefName(name)) ?? name, commit: await commitOf(repository, name) };
  const [first, second] = [await named(session, one), await named(session, other)];
  const proofs = await provePairs(session, outside, { ...rest, pairs: [{ base: ref.commit, one: first, other: second }] });
  return { schema: 1, command: 'prove', base: ref, ...proofs };
}

async function named({ repository }: Session, name: string): Promise<Named> {
  return { name, commit: await commitOf(repository, name) };
}
