import type { BaseRef, DraftOutcome, DraftParent, DraftReport, FileChange, ReportWording } from '@oneleaf/core';
import { BLANK_LINE, indentLines, type StyledLine } from './layout/line.js';
import { noteLines, refusalLines } from './layout/note.js';
import { staleBaseLines } from './pre-push.js';
import { joinNames, shortRef } from '../words/wording.js';

/** What was drafted and where it stands, or why it was not; the whole text where nothing was to be written. */
export function draftLines(report: DraftReport, wording: ReportWording): readonly StyledLine[] {
  const { base, drafts, changes, written } = report;
  const done = written ? 'wrote' : changes.length > 0 ? 'would write' : 'not written:';
  if (drafts.length === 0) return [['no history has leaves to join']];
  const blocks = drafts.map(draft => (draft.refusal ? refusalLines(draft.refusal) : draftOutcomeLines(draft, done, { base, wording })));
  const own = new Set(drafts.map(({ path }) => path));
  const markers = changes
    .filter(({ path }) => written && !own.has(path))
    .map(({ path }): StyledLine => ['wrote ', { text: path, tone: 'strong' }]);
  const texts = written ? [] : changes.map(changeLines);
  const all = [...(base?.stale ? [staleBaseLines(base)] : []), ...blocks, ...(markers.length > 0 ? [markers] : []), ...texts];
  return all.flatMap((block, at) => (at === 0 ? block : [BLANK_LINE, ...block]));
}

/** What became of one file, and where it stands. */
export function draftOutcomeLines(
  { history, framework, name = '', path = '', parents, notes }: DraftOutcome,
  done: string,
  { base, wording }: { readonly base: BaseRef | null; readonly wording: ReportWording },
): readonly StyledLine[] {
  const verb = parents.length > 1 ? 'joins' : 'stands on';
  const names = parents.map(parent => `${wording.migration(framework, history, parent.name)}${baseSuffix(parent, base)}`);
  const standing = parents.length === 0 ? 'is the first' : `${verb} ${joinNames(names)}`;
  return [
    [`${done} `, { text: path, tone: 'strong' }],
    [`  ${wording.migration(framework, history, name)} ${standing}`],
    ...notes.flatMap(noteLines),
  ];
}

function baseSuffix({ landed }: DraftParent, base: BaseRef | null): string {
  return landed && base ? ` (on ${shortRef(base.ref)})` : '';
}

/** A whole file. */
export function changeLines({ path, text }: FileChange): readonly StyledLine[] {
  return [[{ text: path, tone: 'strong' }], ...textLines(text)];
}

function textLines(text: string | null): readonly StyledLine[] {
  return text === null
    ? [['  goes away']]
    : indentLines(
        text.split(/\r?\n/).map(line => (line === '' ? BLANK_LINE : [line])),
        '  ',
      );
}
