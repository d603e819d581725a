import type { PredictReport } from '@oneleaf/core';

/** Whether some branch must not land as it is. */
export function hasFailure({ branches }: PredictReport): boolean {
  return branches.some(
    ({ verdict, histories }) =>
      verdict === 'conflict' ||
      verdict === 'broken' ||
      histories.some(({ findings }) => findings.some(({ severity }) => severity === 'error')),
  );
}

export function hasUnknown({ branches }: PredictReport): boolean {
  return branches.some(({ verdict }) => verdict === 'unknown');
}
