import type { RebaseReport } from '@oneleaf/core';

/** The message of the commit that holds what a rebase has written. */
export function messageOf({ rebased, base }: Pick<RebaseReport, 'rebased' | 'base'>): string {
  const names = rebased.filter(({ moved, dropped }) => moved.length + dropped.length > 0).map(({ history }) => history);
  if (names.length === 0) return 'Update the files that name the leaves';
  return `Put migrations of ${names.join(', ')} behind ${base.ref}`;
}

/** The journal is of this program, if perhaps of another version of it. */
export function isReport(note: unknown): note is RebaseReport {
  return (
    typeof note === 'object' && note !== null && 'command' in note && note.command === 'rebase' && 'schema' in note && note.schema === 1
  );
}
