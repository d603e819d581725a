import type { Tone } from '../../words/tone.js';
import { visible } from '../../words/visible.js';

export type StyledText = string | { readonly text: string; readonly tone: Tone };
export type StyledLine = readonly StyledText[];

export const BLANK_LINE: StyledLine = [];

const SGR: Readonly<Record<Tone, string>> = { bad: '31', doubtful: '33', mild: '36', good: '32', quiet: '2', strong: '1', command: '1' };

/** Beyond this a long path does not push the second column to the right any more. */
const WIDEST_COLUMN = 72;

/** The only way from lines to text: whatever the lines quote is made visible here, and nowhere else. */
export function printLines(lines: readonly StyledLine[], { color, width }: { color: boolean; width?: number | undefined }): string {
  const fitted = width === undefined ? lines : lines.flatMap(line => wrapLine(line, width));
  return fitted.map(line => `${printLine(line, color)}\n`).join('');
}

function printLine(line: StyledLine, color: boolean): string {
  const text = line.map(piece => paint(piece, color)).join('');
  return text.replace(/ +$/, '');
}

/** Rows of two columns, the second one aligned. */
export function columns(rows: readonly (readonly [left: string, right: string])[], indent: string): readonly StyledLine[] {
  const lefts = rows.map(([left]) => visible(left));
  const widest = Math.min(WIDEST_COLUMN, Math.max(0, ...lefts.map(({ length }) => length)));
  return rows.map(([left, right]) => [indent, visible(left).padEnd(widest), '   ', right]);
}

/** Indents whole lines. */
export function indentLines(lines: readonly StyledLine[], indent: string): readonly StyledLine[] {
  return lines.map(line => (line.length === 0 ? line : [indent, ...line]));
}

function paint(piece: StyledText, color: boolean): string {
  const { text, tone } = toPieceParts(piece);
  return color && tone && text.trim() !== '' ? `\x1b[${SGR[tone]}m${visible(text)}\x1b[0m` : visible(text);
}

function toPieceParts(piece: StyledText): { text: string; tone?: Tone } {
  return typeof piece === 'string' ? { text: piece } : piece;
}

/** Breaks a line between words, with what follows indented; a command stays whole, so that it can be copied. */
function wrapLine(line: StyledLine, width: number): readonly StyledLine[] {
  if (lineLength(line) <= width || line.some(piece => toPieceParts(piece).tone === 'command')) return [line];
  const indent = ' '.repeat((/^ */.exec(line.map(piece => toPieceParts(piece).text).join(''))?.[0].length ?? 0) + 2);
  const broken: StyledText[][] = [[]];
  for (const word of line.flatMap(splitWords)) {
    const last = broken.at(-1) ?? [];
    const fits = lineLength(last) + visible(toPieceParts(word).text).trimEnd().length <= width;
    if (fits || lineLength(last) <= indent.length) last.push(word);
    else broken.push([indent, word]);
  }
  return broken;
}

function splitWords(piece: StyledText): readonly StyledText[] {
  const { text, tone } = toPieceParts(piece);
  return text.split(/(?<= )(?=\S)/).map(word => (tone ? { text: word, tone } : word));
}

function lineLength(line: StyledLine): number {
  return line.reduce((sum, piece) => sum + visible(toPieceParts(piece).text).length, 0);
}
