import { addToGroup } from '../model/grouping.js';
import { applyEdits, type TextEdit } from '../model/file-change.js';
import type { Framework } from '../adapter/framework.js';
import type { LineEdit } from '../reports/rebase-report.js';
import type { Respelling } from '../adapter/respelling.js';
import type { DraftRefusal } from '../adapter/draft.js';

export interface RewrittenFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly LineEdit[];
}

export interface MigrationFile {
  readonly bytes: Uint8Array;
  /** Undefined if the bytes are not UTF-8. */
  readonly text: string | undefined;
}

export function rewriteFile(framework: Framework, text: string | undefined, respelling: Respelling): RewrittenFile | DraftRefusal {
  if (text === undefined) return { reason: 'it is not UTF-8' };
  const edits = framework.write.respell(text, respelling);
  if ('reason' in edits) return edits;
  const path = respelling.file ?? respelling.migration.path;
  return { path, text: applyEdits(text, edits), lines: lineEdits({ path, text }, edits) };
}

/** The edited lines before and after. Edits of one line are one entry. */
export function lineEdits(
  { path, text }: { readonly path: string; readonly text: string },
  edits: readonly TextEdit[],
): readonly LineEdit[] {
  const groups = new Map<number, TextEdit[]>();
  let until = -1;
  let start = 0;
  for (const edit of [...edits].sort((one, other) => one.span.start - other.span.start)) {
    if (edit.span.start > until) start = text.lastIndexOf('\n', edit.span.start - 1) + 1;
    const newline = text.indexOf('\n', Math.max(edit.span.end, edit.span.start));
    until = newline < 0 ? text.length : newline;
    addToGroup(groups, start, edit);
  }
  return [...groups].map(([from, inside]) => lineEdit({ path, text }, from, inside));
}

function lineEdit({ path, text }: { path: string; text: string }, from: number, edits: readonly TextEdit[]): LineEdit {
  const newline = text.indexOf('\n', Math.max(...edits.map(({ span }) => span.end)));
  const to = newline < 0 ? text.length : newline;
  const inside = edits.map(({ span, text: put }) => ({ span: { start: span.start - from, end: span.end - from }, text: put }));
  const before = text.slice(from, to);
  return { path, line: text.slice(0, from).split('\n').length, before: before.trim(), after: applyEdits(before, inside).trim() };
}
