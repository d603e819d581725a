import type { BranchOutcome, HistoryOutcome, PredictReport, Verdict } from '@oneleaf/core';
import { branchInteractionLines } from '../text/branch-interactions.js';
import { printLines } from '../text/layout/line.js';
import { needsAttention, verdictSummary } from '../words/predict-words.js';
import { count, shortRef } from '../words/wording.js';
import { listBlock, RANKS, type ReportSection, type SectionBlock, type SectionMark } from './section.js';
import { findingItems, foldedBlock } from './finding.js';
import { code, prose } from './inline.js';
import type { ItemContent, ListItem } from './list-item.js';
import { markOfProofs, proofBlocks } from './prove.js';

const VERDICT_MARKS: Readonly<Record<Verdict, SectionMark>> = {
  conflict: 'bad',
  broken: 'bad',
  unknown: 'doubtful',
  clean: 'good',
  landed: 'good',
};
const MARK_RANKS: Readonly<Record<SectionMark, number>> = { bad: RANKS.error, doubtful: RANKS.warning, good: RANKS.detail };

/** Branches of one kind that are told; the rest is counted. */
const MAX_BRANCHES = 20;

export function predictSection(report: PredictReport): ReportSection {
  const { base, branches, proofs } = report;
  const [only, ...others] = branches;
  const whose = only && others.length === 0 ? `${code(shortRef(only.ref))}: ` : '';
  const marks: readonly SectionMark[] = [
    ...(report.nothingFound ? (['doubtful'] as const) : []),
    ...branches.map(markOfBranch),
    ...(proofs && proofs.pairs.length > 0 ? [markOfProofs(proofs)] : []),
  ];
  return {
    mark: marks.includes('bad') ? 'bad' : marks.includes('doubtful') ? 'doubtful' : 'good',
    headline: `**predict**, landing on ${code(shortRef(base.ref))}: ${whose}${verdictSummary(report)}`,
    blocks: [
      ...(['bad', 'doubtful'] as const).map(mark => listBlock(MARK_RANKS[mark], branchItems(branches, mark, shortRef(base.ref)))),
      ...(proofs ? proofBlocks(proofs) : []),
      ...branchInteractionBlock(report),
      ...harmlessBlock(branches, shortRef(base.ref)),
    ],
  };
}

function markOfBranch(branch: BranchOutcome): SectionMark {
  const findings = branch.histories.flatMap(history => history.findings);
  if (findings.some(({ severity }) => severity === 'error')) return 'bad';
  const mark = VERDICT_MARKS[branch.verdict];
  return mark === 'good' && needsAttention(branch) ? 'doubtful' : mark;
}

function branchItems(branches: readonly BranchOutcome[], mark: SectionMark, base: string): readonly ListItem[] {
  const same = branches.filter(branch => markOfBranch(branch) === mark);
  const items = same.slice(0, MAX_BRANCHES).map(branch => branchItem(branch, branch.target ? shortRef(branch.target.ref) : base));
  const rest = same.length - MAX_BRANCHES;
  return rest > 0 ? [...items, { text: `and ${count(rest, 'more branch', 'more branches')}: the JSON report tells each` }] : items;
}

function branchItem({ ref, verdict, exact, reasons, histories }: BranchOutcome, onto: string): ListItem {
  const told = new Set(histories.flatMap(({ findings }) => findings.map(({ message }) => message)));
  return {
    text: `**${verdict}** ${code(shortRef(ref))} on ${code(onto)}`,
    below: [
      ...histories.flatMap(history => historyItems(history, onto)),
      ...reasons.filter(reason => !told.has(reason)).map(reason => ({ text: prose(reason) })),
      ...(exact ? [] : [{ text: "not exact: only git's own merge could tell what becomes of a file here" }]),
    ],
  };
}

function historyItems({ history, added, findings }: HistoryOutcome, onto: string): readonly ListItem[] {
  const adds = added.length > 0 && findings.length === 0 ? [{ text: `adds ${count(added.length, 'migration')} to ${code(history)}` }] : [];
  return [...adds, ...findingItems(findings, onto)];
}

/** What branches do to each other, in the words of the text. */
function branchInteractionBlock(report: PredictReport): readonly SectionBlock[] {
  const text = printLines(branchInteractionLines(report), { color: false }).trim();
  if (text === '') return [];
  const inside: readonly ItemContent[] = [{ fence: text, language: 'text' }];
  return [foldedBlock('between branches', [{ text: 'what branches do to each other', below: inside }], RANKS.note)];
}

function harmlessBlock(branches: readonly BranchOutcome[], base: string): readonly SectionBlock[] {
  const number = branches.filter(branch => markOfBranch(branch) === 'good').length;
  const title = `${count(number, 'branch lands', 'branches land')} without harm`;
  return number > 0 ? [foldedBlock(title, branchItems(branches, 'good', base), RANKS.detail)] : [];
}
