import type { BranchOutcome } from '@oneleaf/core';
import { count } from './wording.js';

export const WORST_FIRST = ['conflict', 'broken', 'unknown', 'clean', 'landed'] as const;

/** Whether there is more to say of a clean branch than that it is clean. */
export function needsAttention({ histories, reasons }: BranchOutcome): boolean {
  return reasons.length > 0 || histories.some(({ findings }) => findings.some(({ severity }) => severity !== 'note'));
}

/** `2 conflicts, 1 unknown, 14 clean`. */
export function verdictSummary(branches: readonly BranchOutcome[]): string {
  const counts = WORST_FIRST.flatMap(verdict => {
    const number = branches.filter(branch => branch.verdict === verdict).length;
    return number > 0 ? [verdict === 'conflict' ? count(number, 'conflict') : count(number, verdict, verdict)] : [];
  });
  return counts.length > 0 ? counts.join(', ') : 'no branch changes a migration';
}
