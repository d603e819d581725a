import type { BranchOutcome, HistoryOutcome, MigrationFileConflict, Verdict } from '@oneleaf/core';
import { findingBlocks } from './layout/finding.js';
import { columns, indentLines, type StyledLine } from './layout/line.js';
import type { Tone } from '../words/tone.js';
import { ago, count, joinNames, shortRef } from '../words/wording.js';

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  conflict: 'bad',
  broken: 'bad',
  unknown: 'doubtful',
  clean: 'good',
  landed: 'quiet',
};

/** Where verdicts end, so that the names behind them stand in one column. */
const VERDICT_WIDTH = 'conflict'.length + 2;

export interface BranchLinesContext {
  /** The base ref as people say it. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One branch with all that is known of it. */
export function branchLines(branch: BranchOutcome, setting: BranchLinesContext): readonly StyledLine[] {
  const head: StyledLine = [verdictPiece(branch.verdict), { text: shortRef(branch.ref), tone: 'strong' }, branchDetails(branch, setting)];
  return [head, ...indentLines(branchBodyLines(branch, setting.base), '  ')];
}

/** What landing the branch does, without its name. */
export function branchBodyLines(branch: BranchOutcome, base: string): readonly StyledLine[] {
  const onto = branch.target ? shortRef(branch.target.ref) : base;
  return [
    ...branch.histories.flatMap(history => historyLines(history, branch, onto)),
    ...reasonLines(branch),
    ...(branch.standstill ? standstillLines(branch.standstill, onto) : []),
    ...(branch.exact ? [] : [[INEXACT_NOTE]]),
  ];
}

const INEXACT_NOTE = "not exact: what becomes of a file here only git's own merge could tell";

/** One line of a branch that does no harm. */
export function branchSummaryLine(branch: BranchOutcome, setting: BranchLinesContext): StyledLine {
  const onto = branch.histories.flatMap(({ history, added }) => (added.length > 0 ? [history] : []));
  const notes = branch.histories.reduce((sum, { findings }) => sum + findings.length, 0);
  const facts = [
    ...branch.reasons.map(reason => `  ${reason}`),
    onto.length > 0 ? `  adds to ${joinNames(onto, 5)}` : '',
    notes > 0 ? `  (${count(notes, 'note')})` : '',
    branch.exact ? '' : '  (not exact)',
  ];
  return [verdictPiece(branch.verdict), { text: shortRef(branch.ref), tone: 'strong' }, branchDetails(branch, setting), facts.join('')];
}

export function verdictPiece(verdict: Verdict): StyledLine[number] {
  return { text: verdict.padEnd(VERDICT_WIDTH), tone: VERDICT_TONES[verdict] };
}

function branchDetails({ open, time, target }: BranchOutcome, { now }: BranchLinesContext): StyledLine[number] {
  const facts = [
    open ? 'open' : '',
    time === undefined ? '' : ago(now / 1000 - time),
    target ? `onto ${shortRef(target.ref)} (${target.how})` : '',
  ].filter(fact => fact !== '');
  return { text: facts.length > 0 ? `  ${facts.join(', ')}` : '', tone: 'quiet' };
}

function historyLines(outcome: HistoryOutcome, { ref, verdict }: BranchOutcome, base: string): readonly StyledLine[] {
  const told = findingBlocks(outcome.findings, base).flat();
  const surplus = verdict === 'conflict' && outcome.leaves.length > Math.max(1, outcome.landedLeaves.length);
  if (!surplus || outcome.findings.some(({ rule }) => rule === 'multiple-leaves')) return told;
  const { history, leaves } = outcome;
  const rows = leaves.map(leaf => [leaf, leafOrigin(leaf, outcome, { ref, base })] as const);
  return [[`${history} would have ${leaves.length} leaves after landing: ${leaves.join(', ')}`], ...columns(rows, '  '), ...told];
}

function leafOrigin(leaf: string, { landedLeaves, added }: HistoryOutcome, { ref, base }: { ref: string; base: string }): string {
  if (landedLeaves.includes(leaf)) return `on ${base}`;
  const path = added.find(file => file.slice(file.lastIndexOf('/') + 1).includes(leaf));
  return path === undefined ? `on ${shortRef(ref)}` : `on ${shortRef(ref)}: ${path}`;
}

/** Reasons that repeat a finding are told once. */
function reasonLines({ reasons, histories, fix }: BranchOutcome): readonly StyledLine[] {
  const messages = new Set(histories.flatMap(history => history.findings.map(({ message }) => message)));
  const command = fix?.command;
  const shown = reasons.filter(reason => !messages.has(reason) && reason !== `run: ${command ?? ''}`);
  return [...shown.map(reason => [reason]), ...(command === undefined ? [] : [['run: ', { text: command, tone: 'command' } as const]])];
}

function standstillLines({ ifBase, ifBranch }: MigrationFileConflict, base: string): readonly StyledLine[] {
  return columns(
    [
      [`with the text of ${base}:`, standstillVerdict(ifBase)],
      ['with the text of the branch:', standstillVerdict(ifBranch)],
    ],
    '',
  );
}

function standstillVerdict({ verdict, secondLeaf }: MigrationFileConflict['ifBase']): string {
  return secondLeaf && verdict !== 'conflict' ? `${verdict}, with a leaf too many` : verdict;
}
