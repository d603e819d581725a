import { isLineBreak } from './characters.js';

const tabStop = 8;

/** The last character of the comment at `at`. */
function endOfComment(text: string, at: number, stop: number): number {
  let end = at;
  while (end + 1 < stop && !isLineBreak(text.charCodeAt(end + 1))) end += 1;
  return end;
}

/** The last character of the line break that the backslash at `at` takes away; -1 when something else follows it. */
function endOfJoin(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (!isLineBreak(next)) return -1;
  return next === 13 && text.charCodeAt(at + 2) === 10 ? at + 2 : at + 1;
}

/** Where the next token of a line begins: after blanks, comments and joined line breaks; in brackets, after any line break. */
export function endOfBlanks(text: string, at: number, { stop, inBrackets }: { stop: number; inBrackets: boolean }): number {
  let here = at;
  for (; here < stop; here += 1) {
    const code = text.charCodeAt(here);
    if (code === 32 || code === 9 || code === 12 || (inBrackets && isLineBreak(code))) continue;
    const end = code === 35 ? endOfComment(text, here, stop) : code === 92 ? endOfJoin(text, here) : -1;
    if (end < 0) return here;
    here = end;
  }
  return here;
}

/** Where the first token after `at` begins, blank lines skipped, and in which column. A form feed starts the line anew, as in CPython. */
export function endOfIndent(text: string, at: number, stop: number): { at: number; column: number } {
  let here = at === 0 && text.charCodeAt(0) === 0xfeff ? 1 : at;
  let column = 0;
  // The first backslash settles the column, unless it stands at the very left (CPython's cont_line_col).
  let joined = 0;
  for (; here < stop; here += 1) {
    const code = text.charCodeAt(here);
    if (isLineBreak(code)) joined = 0;
    if (code === 92) joined ||= column;
    const end = blankAt(text, here, stop);
    if (end < 0) break;
    column = columnAfter(code, column);
    here = end;
  }
  return { at: here, column: joined || column };
}

/** The last character of the blank, comment or joined line break at `at`; -1 when there is something else. */
function blankAt(text: string, at: number, stop: number): number {
  const code = text.charCodeAt(at);
  if (code === 35) return endOfComment(text, at, stop);
  if (code === 92) return endOfJoin(text, at);
  return code === 32 || code === 9 || code === 12 || isLineBreak(code) ? at : -1;
}

function columnAfter(code: number, column: number): number {
  if (code === 32) return column + 1;
  if (code === 9) return (Math.floor(column / tabStop) + 1) * tabStop;
  return code === 12 || isLineBreak(code) ? 0 : column;
}
