import type { DatabaseTrial, DriftedProject } from '@oneleaf/core';

export const TRIAL_NAMES: Readonly<Record<DatabaseTrial['name'], string>> = {
  'fresh-install': 'fresh install',
  'round-trip': 'down and up again',
  stairway: 'each one up, down, up',
};

export const OUTCOME_WORDS: Readonly<Record<DatabaseTrial['outcome'], string>> = {
  passed: 'passed',
  failed: 'failed',
  stopped: 'not tried',
};

/** Whether it failed before anything could be compared. */
export function nothingCompared({ differences, findings }: DriftedProject): boolean {
  return differences.length === 0 && findings.some(({ rule }) => rule === 'fresh-install' || rule === 'model-drift');
}
