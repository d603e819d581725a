import type { DraftOutcome, DraftParent, DraftReport } from '@oneleaf/core';
import { BLANK, indented, type Line } from './line.js';
import { noteLines, refusalLines } from './note.js';
import { staleLines } from './push.js';
import { listed, said } from './wording.js';

/** What was drafted and where it stands, or why it was not; the whole text where nothing was to be written. */
export function draftLines(report: DraftReport): readonly Line[] {
  const { base, drafts, changes, written } = report;
  if (drafts.length === 0) return [['no history has leaves to join']];
  const blocks = drafts.map(draft => (draft.refusal ? refusalLines(draft.refusal) : draftedLines(draft, report)));
  const own = new Set(drafts.map(({ path }) => path));
  const markers = changes
    .filter(({ path }) => written && !own.has(path))
    .map(({ path }): Line => ['wrote ', { text: path, tone: 'strong' }]);
  const texts = written ? [] : changes.map(({ path, text }) => [[{ text: path, tone: 'strong' } as const], ...textLines(text)]);
  const all = [...(base?.stale ? [staleLines(base)] : []), ...blocks, ...(markers.length > 0 ? [markers] : []), ...texts];
  return all.flatMap((block, at) => (at === 0 ? block : [BLANK, ...block]));
}

function draftedLines({ history, framework, name = '', path = '', parents, notes }: DraftOutcome, report: DraftReport): readonly Line[] {
  const done = report.written ? 'wrote' : report.changes.length > 0 ? 'would write' : 'not written:';
  const verb = parents.length > 1 ? 'joins' : 'stands on';
  const told = parents.map(parent => `${spelled(history, framework, parent.name)}${place(parent, report)}`);
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

function place({ landed }: DraftParent, { base }: DraftReport): string {
  return landed && base ? ` (on ${said(base.ref)})` : '';
}

function textLines(text: string | null): readonly Line[] {
  return text === null
    ? [['  goes away']]
    : indented(
        text.split(/\r?\n/).map(line => (line === '' ? BLANK : [line])),
        '  ',
      );
}
