import type { BranchOutcome, PredictReport, Verdict } from '@oneleaf/core';
import { betweenLines } from './between.js';
import { branchLines, briefLine, needsCare, verdictPiece, type Setting } from './branch.js';
import { BLANK, type Line } from './line.js';
import { pairsLines } from './prove.js';
import { count, listed, said } from './wording.js';

const WORST_FIRST = ['conflict', 'broken', 'unknown', 'clean', 'landed'] as const;

/** Branches of one verdict that are told in full; of harmless ones, those that get a line each. */
const IN_FULL = 10;
const IN_BRIEF = 8;
const NAMES = 10;

export function predictLines(report: PredictReport, now: number): readonly Line[] {
  const { base, branches } = report;
  const setting = { base: said(base.ref), now };
  return [
    [{ text: `Landing on ${setting.base} (${said(base.commit)})`, tone: 'strong' }],
    ...WORST_FIRST.flatMap(verdict => verdictLines(verdict, branches, setting)),
    ...betweenLines(report),
    ...(report.proofs ? pairsLines(report.proofs) : []),
    BLANK,
    ...omittedLines(report),
    [branches.length === 0 && report.omitted.old > 0 ? 'no branch that is young enough changes a migration' : summary(branches)],
  ];
}

/** `2 conflicts, 1 unknown, 14 clean`. */
export function summary(branches: readonly BranchOutcome[]): string {
  const counts = WORST_FIRST.flatMap(verdict => {
    const number = branches.filter(branch => branch.verdict === verdict).length;
    return number > 0 ? [verdict === 'conflict' ? count(number, 'conflict') : count(number, verdict, verdict)] : [];
  });
  return counts.length > 0 ? counts.join(', ') : 'no branch changes a migration';
}

function verdictLines(verdict: Verdict, branches: readonly BranchOutcome[], setting: Setting): readonly Line[] {
  const same = branches.filter(branch => branch.verdict === verdict).sort(openAndNewFirst);
  switch (verdict) {
    case 'conflict':
    case 'broken':
    case 'unknown':
      return fullLines(verdict, same, setting);
    case 'clean':
      return [
        ...fullLines(verdict, same.filter(needsCare), setting),
        ...briefLines(
          verdict,
          same.filter(branch => !needsCare(branch)),
          setting,
        ),
      ];
    case 'landed':
      return briefLines(verdict, same, setting);
  }
}

function fullLines(verdict: Verdict, branches: readonly BranchOutcome[], setting: Setting): readonly Line[] {
  const told = branches.slice(0, IN_FULL).flatMap(branch => [BLANK, ...branchLines(branch, setting)]);
  const rest = branches.slice(IN_FULL);
  const more = `and ${count(rest.length, 'more', 'more')}: ${names(rest)} (--format json tells each)`;
  return rest.length > 0 ? [...told, BLANK, [verdictPiece(verdict), more]] : told;
}

function briefLines(verdict: Verdict, branches: readonly BranchOutcome[], setting: Setting): readonly Line[] {
  if (branches.length === 0) return [];
  return [BLANK, ...(branches.length > IN_BRIEF ? [crowdLine(verdict, branches)] : branches.map(branch => briefLine(branch, setting)))];
}

function openAndNewFirst(a: BranchOutcome, b: BranchOutcome): number {
  return Number(b.open ?? false) - Number(a.open ?? false) || (b.time ?? 0) - (a.time ?? 0) || (a.ref < b.ref ? -1 : 1);
}

function crowdLine(verdict: Verdict, branches: readonly BranchOutcome[]): Line {
  const inexact = branches.filter(({ exact }) => !exact).length;
  const many = branches.length > NAMES ? `${count(branches.length, 'branch', 'branches')}: ` : '';
  return [verdictPiece(verdict), `${many}${names(branches)}${inexact > 0 ? ` (${inexact} not exact)` : ''}`];
}

function names(branches: readonly BranchOutcome[]): string {
  return listed(
    branches.map(({ ref }) => said(ref)),
    NAMES,
  );
}

function omittedLines({ omitted: { untouched, landed, old } }: PredictReport): readonly Line[] {
  const parts = [
    untouched > 0 ? `${untouched.toLocaleString('en-US')} change no migration` : '',
    landed > 0 ? `${landed.toLocaleString('en-US')} landed` : '',
    old > 0 ? `${old.toLocaleString('en-US')} old (--since all shows them)` : '',
  ].filter(part => part !== '');
  return parts.length > 0 ? [[{ text: `not listed: ${parts.join(', ')}`, tone: 'quiet' }]] : [];
}
