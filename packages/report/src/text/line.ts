import { visible } from './visible.js';

export type Tone = 'bad' | 'doubtful' | 'mild' | 'good' | 'quiet' | 'strong' | 'command';
export type Piece = string | { readonly text: string; readonly tone: Tone };
export type Line = readonly Piece[];

export const BLANK: Line = [];

const SGR: Readonly<Record<Tone, string>> = { bad: '31', doubtful: '33', mild: '36', good: '32', quiet: '2', strong: '1', command: '1' };

/** Beyond this a long path does not push the second column to the right any more. */
const WIDEST_COLUMN = 72;

/** The only way from lines to text: whatever the lines quote is made visible here, and nowhere else. */
export function print(lines: readonly Line[], { color, width }: { color: boolean; width?: number | undefined }): string {
  const fitted = width === undefined ? lines : lines.flatMap(line => fit(line, width));
  return fitted.map(line => `${printed(line, color)}\n`).join('');
}

function printed(line: Line, color: boolean): string {
  const text = line.map(piece => paint(piece, color)).join('');
  return text.replace(/ +$/, '');
}

/** Rows of two columns, the second one aligned. */
export function columns(rows: readonly (readonly [left: string, right: string])[], indent: string): readonly Line[] {
  const lefts = rows.map(([left]) => visible(left));
  const widest = Math.min(WIDEST_COLUMN, Math.max(0, ...lefts.map(({ length }) => length)));
  return rows.map(([left, right]) => [indent, visible(left).padEnd(widest), '   ', right]);
}

/** Indents whole lines. */
export function indented(lines: readonly Line[], indent: string): readonly Line[] {
  return lines.map(line => (line.length === 0 ? line : [indent, ...line]));
}

function paint(piece: Piece, color: boolean): string {
  const { text, tone } = parts(piece);
  return color && tone && text.trim() !== '' ? `\x1b[${SGR[tone]}m${visible(text)}\x1b[0m` : visible(text);
}

function parts(piece: Piece): { text: string; tone?: Tone } {
  return typeof piece === 'string' ? { text: piece } : piece;
}

/** Breaks a line between words, with what follows indented; a command stays whole, so that it can be copied. */
function fit(line: Line, width: number): readonly Line[] {
  if (length(line) <= width || line.some(piece => parts(piece).tone === 'command')) return [line];
  const indent = ' '.repeat((/^ */.exec(line.map(piece => parts(piece).text).join(''))?.[0].length ?? 0) + 2);
  const broken: Piece[][] = [[]];
  for (const word of line.flatMap(words)) {
    const last = broken.at(-1) ?? [];
    const fits = length(last) + visible(parts(word).text).trimEnd().length <= width;
    if (fits || length(last) <= indent.length) last.push(word);
    else broken.push([indent, word]);
  }
  return broken;
}

function words(piece: Piece): readonly Piece[] {
  const { text, tone } = parts(piece);
  return text.split(/(?<= )(?=\S)/).map(word => (tone ? { text: word, tone } : word));
}

function length(line: Line): number {
  return line.reduce((sum, piece) => sum + visible(parts(piece).text).length, 0);
}
