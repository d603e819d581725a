import type { GenerateReport, ReportWording } from '@oneleaf/core';
import { changeLines, draftOutcomeLines } from './draft.js';
import { findingBlocks } from './layout/finding.js';
import { BLANK_LINE, columns, type StyledLine } from './layout/line.js';
import { noteLines, refusalLines } from './layout/note.js';
import { projectHeading } from './verify-drift.js';
import { staleBaseLines } from './pre-push.js';

/** On what it ran, what was written and what it does, what was held back, and why nothing was written. */
export function generateLines(report: GenerateReport, wording: ReportWording): readonly StyledLine[] {
  const { base, refusal, findings, notes, state, changes } = report;
  const blocks = [
    ...(base?.stale ? [staleBaseLines(base)] : []),
    [...runLines(report), ...notes.flatMap(noteLines)],
    ...(refusal ? [refusalLines(refusal)] : [writtenLines(report, wording)]),
    ...findingBlocks(findings),
    ...(state === 'shown' ? changes.map(changeLines) : []),
  ].filter(block => block.length > 0);
  return blocks.flatMap((block, at) => (at === 0 ? block : [BLANK_LINE, ...block]));
}

function runLines({ database, python, ...report }: GenerateReport): readonly StyledLine[] {
  return database === undefined || python === undefined ? [] : [projectHeading({ ...report, database, python })];
}

const STATE_VERBS: Readonly<Record<GenerateReport['state'], string>> = {
  nothing: 'not written:',
  shown: 'would write',
  written: 'wrote',
  removed: 'removed again:',
};

function writtenLines(
  { drafts, kept, held, findings, state, base, changes }: GenerateReport,
  wording: ReportWording,
): readonly StyledLine[] {
  if (state === 'nothing')
    return kept.length + held.length + findings.length === 0 ? [['nothing is missing: models and migrations agree']] : [];
  const own = new Set(drafts.map(({ path }) => path));
  const markers = changes.filter(({ path }) => state === 'written' && !own.has(path));
  return [
    ...drafts.flatMap(draft => draftOutcomeLines({ ...draft, notes: [] }, STATE_VERBS[state], { base, wording })),
    ...columns(
      kept.map(({ kind, subject }) => [kind, subject] as const),
      '    ',
    ),
    ...drafts.flatMap(({ notes }) => notes.flatMap(noteLines)),
    ...markers.map(({ path }): StyledLine => ['wrote ', { text: path, tone: 'strong' }]),
    ...(state === 'written' && !findings.some(({ rule }) => rule !== 'held-back')
      ? [['  proved: a fresh install, the new one down and up again, and nothing else is missing']]
      : []),
  ];
}
