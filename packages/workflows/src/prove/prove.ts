import type { ProveReport } from '@oneleaf/core';
import { chooseBase } from '../branches/base-tree.js';
import type { NamedCommit } from './prove-pair.js';
import { provePairs, type ProofContext, type SeededRequest } from './prove-pairs.js';
import { commitOf } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';

export interface ProveOptions extends SeededRequest {
  readonly one: string;
  readonly other: string;
  readonly base?: string;
}

/** Lands two branches on the base in both orders, on throw-away databases. */
export async function prove(
  session: RepositorySession,
  context: ProofContext,
  { one, other, base, ...rest }: ProveOptions,
): Promise<ProveReport> {
  const { repository } = session;
  const name = await chooseBase(session, base === undefined ? {} : { base });
  const ref = { ref: (await repository.fullRefName(name)) ?? name, commit: await commitOf(repository, name) };
  const [first, second] = [await resolveBranch(session, one), await resolveBranch(session, other)];
  const proofs = await provePairs(session, context, { ...rest, pairs: [{ base: ref.commit, one: first, other: second }] });
  return { schema: 1, command: 'prove', base: ref, ...proofs };
}

async function resolveBranch({ repository }: RepositorySession, name: string): Promise<NamedCommit> {
  return { name, commit: await commitOf(repository, name) };
}
