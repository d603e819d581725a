import type { BranchOutcome, HistoryOutcome, Standstill, Verdict } from '@oneleaf/core';
import { findingBlocks } from './finding.js';
import { columns, indented, type Line, type Tone } from './line.js';
import { ago, count, listed, said } from './wording.js';

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  conflict: 'bad',
  broken: 'bad',
  unknown: 'doubtful',
  clean: 'good',
  landed: 'quiet',
};

/** Where verdicts end, so that the names behind them stand in one column. */
const VERDICT_WIDTH = 'conflict'.length + 2;

export interface Setting {
  /** The base ref as people say it. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One branch with all that is known of it. */
export function branchLines(branch: BranchOutcome, setting: Setting): readonly Line[] {
  const head: Line = [verdictPiece(branch.verdict), { text: said(branch.ref), tone: 'strong' }, aside(branch, setting)];
  return [head, ...indented(bodyLines(branch, setting.base), '  ')];
}

/** What landing the branch does, without its name. */
export function bodyLines(branch: BranchOutcome, base: string): readonly Line[] {
  const onto = branch.target ? said(branch.target.ref) : base;
  return [
    ...branch.histories.flatMap(history => historyLines(history, branch, onto)),
    ...reasonLines(branch),
    ...(branch.standstill ? standstillLines(branch.standstill, onto) : []),
    ...(branch.exact ? [] : [[INEXACT]]),
  ];
}

const INEXACT = "not exact: what becomes of a file here only git's own merge could tell";

/** Whether there is more to say of a clean branch than that it is clean. */
export function needsCare({ histories, reasons }: BranchOutcome): boolean {
  return reasons.length > 0 || histories.some(({ findings }) => findings.some(({ severity }) => severity !== 'note'));
}

/** One line of a branch that does no harm. */
export function briefLine(branch: BranchOutcome, setting: Setting): Line {
  const onto = branch.histories.flatMap(({ history, added }) => (added.length > 0 ? [history] : []));
  const notes = branch.histories.reduce((sum, { findings }) => sum + findings.length, 0);
  const facts = [
    ...branch.reasons.map(reason => `  ${reason}`),
    onto.length > 0 ? `  adds to ${listed(onto, 5)}` : '',
    notes > 0 ? `  (${count(notes, 'note')})` : '',
    branch.exact ? '' : '  (not exact)',
  ];
  return [verdictPiece(branch.verdict), { text: said(branch.ref), tone: 'strong' }, aside(branch, setting), facts.join('')];
}

export function verdictPiece(verdict: Verdict): Line[number] {
  return { text: verdict.padEnd(VERDICT_WIDTH), tone: VERDICT_TONES[verdict] };
}

function aside({ open, time, target }: BranchOutcome, { now }: Setting): Line[number] {
  const facts = [
    open ? 'open' : '',
    time === undefined ? '' : ago(now / 1000 - time),
    target ? `onto ${said(target.ref)} (${target.how})` : '',
  ].filter(fact => fact !== '');
  return { text: facts.length > 0 ? `  ${facts.join(', ')}` : '', tone: 'quiet' };
}

function historyLines(outcome: HistoryOutcome, { ref, verdict }: BranchOutcome, base: string): readonly Line[] {
  const told = findingBlocks(outcome.findings, base).flat();
  const surplus = verdict === 'conflict' && outcome.leaves.length > Math.max(1, outcome.landedLeaves.length);
  if (!surplus || outcome.findings.some(({ rule }) => rule === 'multiple-leaves')) return told;
  const { history, leaves } = outcome;
  const rows = leaves.map(leaf => [leaf, whose(leaf, outcome, { ref, base })] as const);
  return [[`${history} would have ${leaves.length} leaves after landing: ${leaves.join(', ')}`], ...columns(rows, '  '), ...told];
}

function whose(leaf: string, { landedLeaves, added }: HistoryOutcome, { ref, base }: { ref: string; base: string }): string {
  if (landedLeaves.includes(leaf)) return `on ${base}`;
  const path = added.find(file => file.slice(file.lastIndexOf('/') + 1).includes(leaf));
  return path === undefined ? `on ${said(ref)}` : `on ${said(ref)}: ${path}`;
}

/** Reasons that repeat a finding are told once. */
function reasonLines({ reasons, histories, standstill }: BranchOutcome): readonly Line[] {
  const findings = histories.flatMap(history => history.findings);
  const told = new Set(findings.map(({ message }) => message));
  const stops = standstill && findings.some(({ rule }) => rule === 'text-conflict') ? standstill.paths : undefined;
  const repeats = (reason: string): boolean => told.has(reason) || (stops?.every(path => reason.includes(path)) ?? false);
  return reasons.filter(reason => !repeats(reason)).map(reasonLine);
}

/** What brings an answer is a command to copy. */
function reasonLine(reason: string): Line {
  const command = /^run: (.+)$/s.exec(reason)?.[1];
  return command === undefined ? [reason] : ['run: ', { text: command, tone: 'command' }];
}

function standstillLines({ ifBase, ifBranch }: Standstill, base: string): readonly Line[] {
  return columns(
    [
      [`with the text of ${base}:`, side(ifBase)],
      ['with the text of the branch:', side(ifBranch)],
    ],
    '',
  );
}

function side({ verdict, secondLeaf }: Standstill['ifBase']): string {
  return secondLeaf && verdict !== 'conflict' ? `${verdict}, with a leaf too many` : verdict;
}
