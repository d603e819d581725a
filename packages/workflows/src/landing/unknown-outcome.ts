import type { BranchOutcome, BranchRef } from '@oneleaf/core';
import type { CommitRelation } from '@oneleaf/git';

/** The outcome of a branch whose relation to the base is not in this clone, with the command that brings it. */
export function unknownOutcome(
  { name, commit, open }: BranchRef,
  { reason, command }: Extract<CommitRelation, { readonly kind: 'unknown' }>,
): BranchOutcome {
  return {
    ref: name,
    commit,
    verdict: 'unknown',
    exact: true,
    reasons: [reason, `run: ${command}`],
    histories: [],
    fix: { title: 'bring what is missing', command },
    ...(open === undefined ? {} : { open }),
  };
}
