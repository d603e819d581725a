import type { BaseRef, DraftOutcome, DraftParent, DraftReport, FileChange } from '@oneleaf/core';
import { BLANK, indented, type Line } from './line.js';
import { noteLines, refusalLines } from './note.js';
import { staleLines } from './push.js';
import { listed, said } from './wording.js';

/** What was drafted and where it stands, or why it was not; the whole text where nothing was to be written. */
export function draftLines(report: DraftReport): readonly Line[] {
  const { base, drafts, changes, written } = report;
  const done = written ? 'wrote' : changes.length > 0 ? 'would write' : 'not written:';
  if (drafts.length === 0) return [['no history has leaves to join']];
  const blocks = drafts.map(draft => (draft.refusal ? refusalLines(draft.refusal) : draftedLines(draft, done, base)));
  const own = new Set(drafts.map(({ path }) => path));
  const markers = changes
    .filter(({ path }) => written && !own.has(path))
    .map(({ path }): Line => ['wrote ', { text: path, tone: 'strong' }]);
  const texts = written ? [] : changes.map(changedText);
  const all = [...(base?.stale ? [staleLines(base)] : []), ...blocks, ...(markers.length > 0 ? [markers] : []), ...texts];
  return all.flatMap((block, at) => (at === 0 ? block : [BLANK, ...block]));
}

/** What became of one file, and where it stands. */
export function draftedLines(
  { history, framework, name = '', path = '', parents, notes }: DraftOutcome,
  done: string,
  base: BaseRef | null,
): readonly Line[] {
  const verb = parents.length > 1 ? 'joins' : 'stands on';
  const told = parents.map(parent => `${spelled(history, framework, parent.name)}${place(parent, base)}`);
  const standing = parents.length === 0 ? 'is the first' : `${verb} ${listed(told)}`;
  return [
    [`${done} `, { text: path, tone: 'strong' }],
    [`  ${spelled(history, framework, name)} ${standing}`],
    ...notes.flatMap(noteLines),
  ];
}

/** As messages spell a migration: `shop.0003_tax`; an id of Alembic stands for itself. */
function spelled(history: string, framework: string, name: string): string {
  return framework === 'django' ? `${history}.${name}` : name;
}

function place({ landed }: DraftParent, base: BaseRef | null): string {
  return landed && base ? ` (on ${said(base.ref)})` : '';
}

/** A whole file. */
export function changedText({ path, text }: FileChange): readonly Line[] {
  return [[{ text: path, tone: 'strong' }], ...textLines(text)];
}

function textLines(text: string | null): readonly Line[] {
  return text === null
    ? [['  goes away']]
    : indented(
        text.split(/\r?\n/).map(line => (line === '' ? BLANK : [line])),
        '  ',
      );
}
