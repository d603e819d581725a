import type { Oid } from '@oneleaf/git';
import type { RepositorySession } from '../session/session.js';
import type { Upstream } from './upstream.js';

/** What a tree lands on while git is in the middle of something, and the commits whose files it took in on the way. */
export interface OperationTarget {
  /** Set where the tree is about to stand on something newer than the remote's main: the target of a rebase, or the local main. */
  readonly base?: { readonly commit: Oid; readonly spelled: string };
  readonly taken: readonly Oid[];
}

/** During a rebase the tree lands on the target of the rebase, and during a merge of the local main on that main. */
export async function operationTarget({ repository }: RepositorySession, { branch }: Upstream, base: Oid): Promise<OperationTarget> {
  const underway = await repository.worktree.operationInProgress();
  if (!underway) return { taken: [] };
  const merged = underway.kind === 'merge' ? underway.heads : [];
  const local = await repository.resolve(`refs/heads/${branch}`);
  const target = underway.onto ?? merged.find(head => head === local);
  const brought = [...(underway.onto === undefined ? [] : [underway.onto]), ...merged];
  const relations = await repository.relate(base, brought);
  const taken = brought.filter(commit => commit === target || relations.get(commit)?.kind === 'landed');
  if (target === undefined || relations.get(target)?.kind === 'landed') return { taken };
  return { taken, base: { commit: target, spelled: target === local ? branch : target.slice(0, 7) } };
}
