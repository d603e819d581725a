import type { BranchOutcome, HistoryOutcome, PredictReport, Verdict } from '@oneleaf/core';
import { betweenLines } from '../text/between.js';
import { needsCare } from '../text/branch.js';
import { print } from '../text/line.js';
import { summary } from '../text/predict.js';
import { count, said } from '../text/wording.js';
import { listBlock, RANKS, type Account, type Block, type Mark } from './account.js';
import { findingItems, foldedBlock } from './finding.js';
import { code, prose } from './inline.js';
import type { Below, Item } from './item.js';
import { markOfProofs, proofBlocks } from './prove.js';

const MARKS: Readonly<Record<Verdict, Mark>> = { conflict: 'bad', broken: 'bad', unknown: 'doubtful', clean: 'good', landed: 'good' };
const RANK: Readonly<Record<Mark, number>> = { bad: RANKS.error, doubtful: RANKS.warning, good: RANKS.detail };

/** Branches of one kind that are told; the rest is counted. */
const SHOWN = 20;

export function predictAccount(report: PredictReport): Account {
  const { base, branches, proofs } = report;
  const [only, ...others] = branches;
  const whose = only && others.length === 0 ? `${code(said(only.ref))}: ` : '';
  const marks = [...branches.map(markOfBranch), ...(proofs && proofs.pairs.length > 0 ? [markOfProofs(proofs)] : [])];
  return {
    mark: marks.includes('bad') ? 'bad' : marks.includes('doubtful') ? 'doubtful' : 'good',
    headline: `**predict**, landing on ${code(said(base.ref))}: ${whose}${summary(branches)}`,
    blocks: [
      ...(['bad', 'doubtful'] as const).map(mark => listBlock(RANK[mark], itemsOf(branches, mark, said(base.ref)))),
      ...(proofs ? proofBlocks(proofs) : []),
      ...betweenBlock(report),
      ...goodBlock(branches, said(base.ref)),
    ],
  };
}

function markOfBranch(branch: BranchOutcome): Mark {
  const findings = branch.histories.flatMap(history => history.findings);
  if (findings.some(({ severity }) => severity === 'error')) return 'bad';
  const mark = MARKS[branch.verdict];
  return mark === 'good' && needsCare(branch) ? 'doubtful' : mark;
}

function itemsOf(branches: readonly BranchOutcome[], mark: Mark, base: string): readonly Item[] {
  const same = branches.filter(branch => markOfBranch(branch) === mark);
  const items = same.slice(0, SHOWN).map(branch => branchItem(branch, branch.target ? said(branch.target.ref) : base));
  const rest = same.length - SHOWN;
  return rest > 0 ? [...items, { text: `and ${count(rest, 'more branch', 'more branches')}: the JSON report tells each` }] : items;
}

function branchItem({ ref, verdict, exact, reasons, histories }: BranchOutcome, onto: string): Item {
  const told = new Set(histories.flatMap(({ findings }) => findings.map(({ message }) => message)));
  return {
    text: `**${verdict}** ${code(said(ref))} on ${code(onto)}`,
    below: [
      ...histories.flatMap(history => historyItems(history, onto)),
      ...reasons.filter(reason => !told.has(reason)).map(reason => ({ text: prose(reason) })),
      ...(exact ? [] : [{ text: "not exact: only git's own merge could tell what becomes of a file here" }]),
    ],
  };
}

function historyItems({ history, added, findings }: HistoryOutcome, onto: string): readonly Item[] {
  const adds = added.length > 0 && findings.length === 0 ? [{ text: `adds ${count(added.length, 'migration')} to ${code(history)}` }] : [];
  return [...adds, ...findingItems(findings, onto)];
}

/** What branches do to each other, in the words of the text. */
function betweenBlock(report: PredictReport): readonly Block[] {
  const text = print(betweenLines(report), { color: false }).trim();
  if (text === '') return [];
  const inside: readonly Below[] = [{ fence: text, language: 'text' }];
  return [foldedBlock('between branches', [{ text: 'what branches do to each other', below: inside }], RANKS.note)];
}

function goodBlock(branches: readonly BranchOutcome[], base: string): readonly Block[] {
  const number = branches.filter(branch => markOfBranch(branch) === 'good').length;
  const title = `${count(number, 'branch lands', 'branches land')} without harm`;
  return number > 0 ? [foldedBlock(title, itemsOf(branches, 'good', base), RANKS.detail)] : [];
}
