import type { BranchOutcome, PredictReport, Verdict } from '@oneleaf/core';
import { branchInteractionLines } from './branch-interactions.js';
import { branchLines, branchSummaryLine, verdictPiece, type BranchLinesContext } from './branch.js';
import { BLANK_LINE, type StyledLine } from './layout/line.js';
import { proofLines } from './prove.js';
import { needsAttention, verdictSummary, WORST_FIRST } from '../words/predict-words.js';
import { grouped, count, joinNames, shortRef } from '../words/wording.js';

/** Branches of one verdict that are shown in full; of harmless ones, those that get a line each. */
const MAX_FULL_BRANCHES = 10;
const MAX_SUMMARY_LINES = 8;
const MAX_NAMES = 10;

export function predictLines(report: PredictReport, now: number): readonly StyledLine[] {
  const { base, branches } = report;
  const setting = { base: shortRef(base.ref), now };
  return [
    [{ text: `Landing on ${setting.base} (${shortRef(base.commit)})`, tone: 'strong' }],
    ...WORST_FIRST.flatMap(verdict => verdictLines(verdict, branches, setting)),
    ...branchInteractionLines(report),
    ...(report.proofs ? proofLines(report.proofs) : []),
    BLANK_LINE,
    ...omittedLines(report),
    [branches.length === 0 && report.omitted.old > 0 ? 'no branch that is young enough changes a migration' : verdictSummary(report)],
  ];
}

function verdictLines(verdict: Verdict, branches: readonly BranchOutcome[], setting: BranchLinesContext): readonly StyledLine[] {
  const same = branches.filter(branch => branch.verdict === verdict).sort(openAndNewFirst);
  switch (verdict) {
    case 'conflict':
    case 'broken':
    case 'unknown':
      return fullLines(verdict, same, setting);
    case 'clean':
      return [
        ...fullLines(verdict, same.filter(needsAttention), setting),
        ...summaryLines(
          verdict,
          same.filter(branch => !needsAttention(branch)),
          setting,
        ),
      ];
    case 'landed':
      return summaryLines(verdict, same, setting);
  }
}

function fullLines(verdict: Verdict, branches: readonly BranchOutcome[], setting: BranchLinesContext): readonly StyledLine[] {
  const told = branches.slice(0, MAX_FULL_BRANCHES).flatMap(branch => [BLANK_LINE, ...branchLines(branch, setting)]);
  const rest = branches.slice(MAX_FULL_BRANCHES);
  const more = `and ${count(rest.length, 'more', 'more')}: ${joinBranches(rest)} (--format json tells each)`;
  return rest.length > 0 ? [...told, BLANK_LINE, [verdictPiece(verdict), more]] : told;
}

function summaryLines(verdict: Verdict, branches: readonly BranchOutcome[], setting: BranchLinesContext): readonly StyledLine[] {
  if (branches.length === 0) return [];
  return [
    BLANK_LINE,
    ...(branches.length > MAX_SUMMARY_LINES
      ? [combinedSummaryLine(verdict, branches)]
      : branches.map(branch => branchSummaryLine(branch, setting))),
  ];
}

function openAndNewFirst(a: BranchOutcome, b: BranchOutcome): number {
  return Number(b.open ?? false) - Number(a.open ?? false) || (b.time ?? 0) - (a.time ?? 0) || (a.ref < b.ref ? -1 : 1);
}

function combinedSummaryLine(verdict: Verdict, branches: readonly BranchOutcome[]): StyledLine {
  const inexact = branches.filter(({ exact }) => !exact).length;
  const many = branches.length > MAX_NAMES ? `${count(branches.length, 'branch', 'branches')}: ` : '';
  return [verdictPiece(verdict), `${many}${joinBranches(branches)}${inexact > 0 ? ` (${inexact} not exact)` : ''}`];
}

function joinBranches(branches: readonly BranchOutcome[]): string {
  return joinNames(
    branches.map(({ ref }) => shortRef(ref)),
    MAX_NAMES,
  );
}

function omittedLines({ omitted: { untouched, landed, old } }: PredictReport): readonly StyledLine[] {
  const parts = [
    untouched > 0 ? `${grouped(untouched)} change no migration` : '',
    landed > 0 ? `${grouped(landed)} landed` : '',
    old > 0 ? `${grouped(old)} old (--since all shows them)` : '',
  ].filter(part => part !== '');
  return parts.length > 0 ? [[{ text: `not listed: ${parts.join(', ')}`, tone: 'quiet' }]] : [];
}
