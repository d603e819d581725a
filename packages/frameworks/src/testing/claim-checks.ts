import type { Finding, LeafCount } from '@oneleaf/core';
import type { TreeFiles } from './oracle.js';
import { COMPUTED_HEADER } from './writing-style.js';

/** What Oneleaf says of a tree in which something is computed. */
interface ReportedDefects {
  readonly undecided: readonly string[];
  readonly findings: readonly Finding[];
  readonly cycles: readonly (readonly string[])[];
  readonly missing: readonly string[];
}

/** What the framework, which runs the files, makes of it. */
interface ActualDefects {
  readonly cycle: readonly string[] | null;
  readonly missing: readonly string[];
}

/** Fails unless Oneleaf leaves undecided only what is computed, and claims no defect that is none. */
export function expectTrueDefects(files: TreeFiles, claim: ReportedDefects, truth: ActualDefects): void {
  const computing = Object.keys(files).filter(path => files[path]?.replaceAll('\r', '').includes(COMPUTED_HEADER));
  expect(computing).toEqual(expect.arrayContaining([...claim.undecided]));
  const certain = claim.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  if (certain.includes('missing-parent') && truth.cycle === null)
    expect(claim.missing.filter(id => truth.missing.includes(id))).not.toEqual([]);
  if (certain.includes('cycle')) expect(truth.cycle).not.toBeNull();
  // What breaks may come from what is computed: then that is to be said at least.
  if (truth.cycle !== null || truth.missing.length > 0) expect(claim.findings).not.toEqual([]);
}

/** Fails unless the real leaves of a history that loads are among those that Oneleaf allows. */
export function expectAllowedLeaves({ answer, expected, leaves }: LeafCount, real: readonly string[]): void {
  if (answer === 'right') expect(real.length).toBeLessThanOrEqual(expected);
  if (answer === 'more') expect(real.length).toBeGreaterThan(expected);
  expect(leaves).toEqual(expect.arrayContaining([...real]));
}
