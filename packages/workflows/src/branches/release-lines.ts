import type { BranchRef } from '@oneleaf/core';
import type { Oid, Ref, CommitRelation, Repository } from '@oneleaf/git';
import { globMatcher } from '../configuration/glob-matcher.js';

/** A release branch, which branches may target instead of the base. */
export interface ReleaseLine {
  readonly ref: string;
  readonly commit: Oid;
  readonly how: 'configured' | 'inferred';
}

/** What release branches are called in the wild: `release/2.3`, `stable-4`, `3.21`, `v2.x`, `2.11.x`, `next`. */
const USUAL_NAMES =
  /^(?:(?:release|releases|stable|maintenance|support)[-/].+|v?\d+(?:\.\d+)*(?:\.x)?|(?:stable|next|develop|development|feature|staging))$/;

/** The release branches of the base's remote, or of this repository. */
export async function releaseLines(
  repository: Repository,
  base: Ref,
  configured: readonly string[] | undefined,
): Promise<readonly ReleaseLine[]> {
  const prefix = /^refs\/(?:heads|remotes\/[^/]+)\//.exec(base.name)?.[0];
  if (prefix === undefined) return [];
  const isLine = configured ? globMatcher('lines', configured) : (name: string): boolean => USUAL_NAMES.test(name);
  const refs = await repository.refs([prefix]);
  const how = configured ? 'configured' : 'inferred';
  return refs
    .filter(({ name, commit }) => name !== base.name && commit !== base.commit && isLine(name.slice(prefix.length)))
    .map(({ name, commit }) => ({ ref: name, commit, how }));
}

/**
 * The line of each branch: the one that lacks the fewest commits of the branch. Another line than the base must be strictly nearer. Lines
 * are never branches of one another.
 */
export async function nearestLines(
  repository: Repository,
  {
    branches,
    lines,
    relations,
  }: { branches: readonly BranchRef[]; lines: readonly ReleaseLine[]; relations: ReadonlyMap<Oid, CommitRelation> },
): Promise<ReadonlyMap<BranchRef, ReleaseLine>> {
  const nearest = new Map<BranchRef, { line?: ReleaseLine; ahead: number }>(
    branches.map(branch => [branch, { ahead: aheadOf(relations.get(branch.commit)) }]),
  );
  for (const line of lines) {
    const near = await repository.relate(
      line.commit,
      branches.map(({ commit }) => commit),
    );
    for (const [branch, best] of nearest) {
      const ahead = aheadOf(near.get(branch.commit));
      if (ahead < best.ahead) nearest.set(branch, { line, ahead });
    }
  }
  return new Map([...nearest].flatMap(([branch, { line }]) => (line ? [[branch, line] as const] : [])));
}

function aheadOf(relation: CommitRelation | undefined): number {
  if (relation?.kind === 'landed') return 0;
  return relation?.kind === 'diverged' ? relation.ahead : Infinity;
}
