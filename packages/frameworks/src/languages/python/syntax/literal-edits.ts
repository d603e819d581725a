import type { Span, TextEdit } from '@oneleaf/core';
import type { Expression } from './expression.js';
import { repr } from './repr.js';

type EditedList = Extract<Expression, { kind: 'sequence' }>;

/** Puts another string where one stands: between its quotes where these hold it as it is, else with quotes of its own. */
export function replaceString(text: string, { span, before, after }: { span: Span; before: string; after: string }): TextEdit {
  const isBetweenQuotes = text.slice(span.start, span.end) === before;
  return { span, text: isBetweenQuotes ? after : quoteLike(after, { text, span }) };
}

/** A string in the quotes of the one that stands in a place, where it needs no escapes; else as Python's `repr` spells it. */
export function quoteLike(string: string, { text, span }: { text: string; span: Span | undefined }): string {
  const isDouble = span !== undefined && [text[span.start - 1], text[span.start]].includes('"');
  return isDouble && !/["\\\p{C}]/u.test(string) ? `"${string}"` : repr(string);
}

/** Takes elements out of a list: with their lines where they have these for themselves, else with the commas that part them from others. */
export function removeElements(text: string, list: EditedList, indexes: readonly number[]): readonly TextEdit[] {
  const gone = new Set(indexes);
  const runs = list.elements.flatMap((_, at) => (gone.has(at) && !gone.has(at - 1) ? [runFrom(list, at, gone)] : []));
  const edits = runs.map(([from, to]) => ({ span: elementsSpan(text, list, { from, to }), text: '' }));
  const kept = list.elements.filter((_, at) => !gone.has(at));
  const [only] = kept;
  // Without its comma a tuple of one is none.
  const comma = list.type === 'tuple' && kept.length === 1 && only && text[skipBlanks(text, only.span.end)] !== ',';
  const isCut = only && edits.some(({ span }) => span.start === only.span.end);
  return comma || (isCut && list.type === 'tuple') ? [...edits, { span: { start: only.span.end, end: only.span.end }, text: ',' }] : edits;
}

function runFrom({ elements }: EditedList, from: number, gone: ReadonlySet<number>): readonly [number, number] {
  let to = from;
  while (to + 1 < elements.length && gone.has(to + 1)) to += 1;
  return [from, to];
}

function elementsSpan(text: string, { elements, span }: EditedList, { from, to }: { from: number; to: number }): Span {
  const spanOf = (at: number): Span => elements[at]?.span ?? span;
  const { start } = spanOf(from);
  const { end } = spanOf(to);
  const comma = skipBlanks(text, end);
  const behind = text[comma] === ',' ? comma + 1 : end;
  const lines = wholeLines(text, { start, end: behind });
  if (lines) return lines;
  if (to + 1 < elements.length) return { start, end: spanOf(to + 1).start };
  return from > 0 ? { start: spanOf(from - 1).end, end } : { start, end: behind };
}

/** The lines of a span, when nothing but blanks and a comment shares them. */
function wholeLines(text: string, { start, end }: Span): Span | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const isAlone =
    /^[ \t]*$/.test(text.slice(from, start)) && /^[ \t]*(?:#.*)?\r?$/.test(text.slice(end, newline < 0 ? text.length : newline));
  return isAlone && newline >= 0 ? { start: from, end: newline + 1 } : undefined;
}

function skipBlanks(text: string, at: number): number {
  let here = at;
  while (text[here] === ' ' || text[here] === '\t') here += 1;
  return here;
}

/** Puts elements in front of those of a list in brackets, laid out as these are. */
export function prependElements(text: string, { elements, span }: EditedList, added: readonly string[]): TextEdit {
  const at = span.start + 1;
  const [first] = elements;
  const gap = text.slice(at, first?.span.start ?? span.end - 1);
  const blank = /^\s*$/.test(gap) ? gap : '';
  const indent = first || !gap.includes('\n') ? blank : `${gap}    `;
  const put = added.map(element => `${indent}${element},`).join('');
  return { span: { start: at, end: at }, text: first && indent === '' ? `${put} ` : put };
}
