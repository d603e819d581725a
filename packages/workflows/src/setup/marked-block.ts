/** Lines that are ours in a file that is not, between two comments. */
const BLOCK = /^[ \t]*# >>> oneleaf\b(?: \((.*)\))?[ \t]*\r?\n(?:[^\n]*\n)*?[ \t]*# <<< oneleaf\b[^\n]*(?:\n|$(?![^]))/m;

export interface MarkedBlock {
  readonly start: number;
  readonly end: number;
  /** What else was done along with the block, so that it can be undone. */
  readonly notes: readonly string[];
}

export interface NewMarkedBlock {
  readonly lines: readonly string[];
  readonly notes?: readonly string[];
  /** Before every line; empty unless given. */
  readonly indent?: string;
  /** `\n` unless given. */
  readonly eol?: string;
}

export function findBlock(text: string): MarkedBlock | undefined {
  const found = BLOCK.exec(text);
  if (!found) return undefined;
  const notes = found[1]?.split(', ') ?? [];
  return { start: found.index, end: found.index + found[0].length, notes };
}

/** Inserts whole lines at the start of a line, or at the end of the text. `withoutBlock` removes exactly these lines. */
export function withBlock(text: string, at: number, { lines, notes = [], indent = '', eol = '\n' }: NewMarkedBlock): string {
  const first = `# >>> oneleaf${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
  const block = [first, ...lines, '# <<< oneleaf'].map(line => `${indent}${line}`).join(eol);
  const unended = at === text.length && at > 0 && !text.endsWith('\n');
  return `${text.slice(0, at)}${unended ? `${eol}${block}` : `${block}${eol}`}${text.slice(at)}`;
}

export function withoutBlock(text: string): string {
  const block = findBlock(text);
  if (!block) return text;
  const before = text.slice(0, block.start);
  const unended = block.end === text.length && !text.endsWith('\n');
  return (unended ? before.replace(/\r?\n$/, '') : before) + text.slice(block.end);
}

/** The line ends of a text, by its first one. */
export function lineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
