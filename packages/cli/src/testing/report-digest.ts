import type { BranchOutcome, CheckReport, PredictReport } from '@oneleaf/core';
import type { ProgramResult } from './oneleaf.js';

export function predicted({ output, complaint }: ProgramResult): PredictReport {
  expect(complaint).toBe('');
  return JSON.parse(output) as PredictReport;
}

export function checked({ output, complaint }: ProgramResult): CheckReport {
  expect(complaint).toBe('');
  return JSON.parse(output) as CheckReport;
}

/** Every branch of a JSON report in a few words: `conflict`, `shop: 0002_sku, 0002_tax (multiple-leaves)`, then its reasons. */
export function branchesOf(ended: ProgramResult): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(predicted(ended).branches.map(branch => [branch.ref, digest(branch)]));
}

function digest({ verdict, exact, open, target, histories, reasons }: BranchOutcome): readonly string[] {
  const aside = [exact ? '' : 'inexact', open === true ? 'open' : '', target ? `onto ${target.ref}, ${target.how}` : ''].filter(
    text => text !== '',
  );
  return [
    [verdict, ...aside].join(', '),
    ...histories.map(({ history, leaves, findings }) => `${history}: ${leaves.join(', ')}${rules(findings)}`),
    ...reasons,
  ];
}

/** Every finding of a check as `error multiple-leaves shop`. */
export function findingsOf(ended: ProgramResult): readonly string[] {
  return checked(ended).findings.map(({ severity, rule, history }) => `${severity} ${rule} ${history}`.trim());
}

function rules(findings: readonly { readonly rule: string }[]): string {
  return findings.length === 0 ? '' : ` (${findings.map(({ rule }) => rule).join(', ')})`;
}
