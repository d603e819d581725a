import type { GenerateReport } from '@oneleaf/core';
import { changedText, draftedLines } from './draft.js';
import { findingBlocks } from './finding.js';
import { BLANK, columns, type Line } from './line.js';
import { noteLines, refusalLines } from './note.js';
import { headLine } from './proved.js';
import { staleLines } from './push.js';

/** On what it ran, what was written and what it does, what was held back, and why nothing was written. */
export function generateLines(report: GenerateReport): readonly Line[] {
  const { base, refusal, findings, notes, state, changes } = report;
  const blocks = [
    ...(base?.stale ? [staleLines(base)] : []),
    [...ranLines(report), ...notes.flatMap(noteLines)],
    ...(refusal ? [refusalLines(refusal)] : [writtenLines(report)]),
    ...findingBlocks(findings),
    ...(state === 'shown' ? changes.map(changedText) : []),
  ].filter(block => block.length > 0);
  return blocks.flatMap((block, at) => (at === 0 ? block : [BLANK, ...block]));
}

function ranLines({ database, python, ...report }: GenerateReport): readonly Line[] {
  return database === undefined || python === undefined ? [] : [headLine({ ...report, database, python })];
}

const DONE: Readonly<Record<GenerateReport['state'], string>> = {
  nothing: 'not written:',
  shown: 'would write',
  written: 'wrote',
  removed: 'removed again:',
};

function writtenLines({ drafts, kept, held, findings, state, base, changes }: GenerateReport): readonly Line[] {
  if (state === 'nothing')
    return kept.length + held.length + findings.length === 0 ? [['nothing is missing: models and migrations agree']] : [];
  const own = new Set(drafts.map(({ path }) => path));
  const markers = changes.filter(({ path }) => state === 'written' && !own.has(path));
  return [
    ...drafts.flatMap(draft => draftedLines({ ...draft, notes: [] }, DONE[state], base)),
    ...columns(
      kept.map(({ kind, subject }) => [kind, subject] as const),
      '    ',
    ),
    ...drafts.flatMap(({ notes }) => notes.flatMap(noteLines)),
    ...markers.map(({ path }): Line => ['wrote ', { text: path, tone: 'strong' }]),
    ...(state === 'written' && !findings.some(({ rule }) => rule !== 'held-back')
      ? [['  proved: a fresh install, the new one down and up again, and nothing else is missing']]
      : []),
  ];
}
