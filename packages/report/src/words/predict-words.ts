import type { BranchOutcome, PredictReport } from '@oneleaf/core';
import { NOTHING_FOUND_HINT } from './check-words.js';
import { count } from './wording.js';

export const WORST_FIRST = ['conflict', 'broken', 'unknown', 'clean', 'landed'] as const;

/** Whether there is more to say of a clean branch than that it is clean. */
export function needsAttention({ histories, reasons }: BranchOutcome): boolean {
  return reasons.length > 0 || histories.some(({ findings }) => findings.some(({ severity }) => severity !== 'note'));
}

/** `2 conflicts, 1 unknown, 14 clean`. */
export function verdictSummary({ branches, nothingFound }: Pick<PredictReport, 'branches' | 'nothingFound'>): string {
  if (nothingFound) return `no migrations found: ${NOTHING_FOUND_HINT}`;
  const counts = WORST_FIRST.flatMap(verdict => {
    const number = branches.filter(branch => branch.verdict === verdict).length;
    return number > 0 ? [verdict === 'conflict' ? count(number, 'conflict') : count(number, verdict, verdict)] : [];
  });
  return counts.length > 0 ? counts.join(', ') : 'no branch changes a migration';
}
