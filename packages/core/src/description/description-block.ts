import { applyEdits } from '../model/file-change.js';
import { endOfLine } from '../markers/marker.js';
import type { Span } from '../model/migration.js';

/** A part of a file that `oneleaf describe` writes, between two comments on lines of their own. */
export interface DescriptionBlock {
  /** Empty if the block describes all histories. */
  readonly histories: readonly string[];
  readonly span: Span;
  readonly text: string;
}

const opening = /^\uFEFF?<!-- oneleaf:describe((?: \S+)*) -->\s*$/;
const closing = /^<!-- \/oneleaf:describe -->\s*$/;
const fence = /^ {0,3}(`{3,}|~{3,})/;

/** The blocks of a Markdown file outside of its fenced code; or why they cannot be found. */
export function blocksIn(text: string): readonly DescriptionBlock[] | string {
  const finder = new BlockFinder(text);
  for (const line of linesOf(text)) finder.line(line);
  return finder.found();
}

interface MarkdownLine {
  readonly line: string;
  readonly start: number;
  readonly end: number;
}

class BlockFinder {
  private readonly blocks: DescriptionBlock[] = [];
  private open: { readonly histories: readonly string[]; readonly start: number } | undefined;
  private fenced = '';
  private problem: string | undefined;

  constructor(private readonly text: string) {}

  line(row: MarkdownLine): void {
    const [, names] = opening.exec(row.line) ?? [];
    if (this.open) this.inside(row, names, this.open);
    else if (names !== undefined && this.fenced === '') {
      this.open = { histories: names.split(' ').filter(Boolean).map(unescaped), start: row.end };
    } else this.fenced = fenceAfter(row.line, this.fenced);
  }

  private inside({ line, start }: MarkdownLine, names: string | undefined, open: NonNullable<BlockFinder['open']>): void {
    if (names !== undefined) this.problem = 'a block of oneleaf:describe begins inside another';
    if (!closing.test(line)) return;
    this.blocks.push({ histories: open.histories, span: { start: open.start, end: start }, text: this.text.slice(open.start, start) });
    this.open = undefined;
  }

  found(): readonly DescriptionBlock[] | string {
    return this.problem ?? (this.open ? 'a block of oneleaf:describe is not closed' : this.blocks);
  }
}

function* linesOf(text: string): Generator<MarkdownLine> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    yield { line: text.slice(start, end), start, end };
    start = end;
  }
}

function fenceAfter(line: string, before: string): string {
  const [, found = ''] = fence.exec(line) ?? [];
  if (before === '') return found;
  return found.startsWith(before) && line.trim() === found ? '' : before;
}

/** Replaces the contents of blocks and keeps the file's line ends. A block whose content is undefined stays. */
export function withContents(text: string, blocks: readonly DescriptionBlock[], contents: readonly (string | undefined)[]): string {
  const edits = blocks.flatMap(({ span }, at) => {
    const content = contents[at];
    return content === undefined ? [] : [{ span, text: blockText(content, endOfLine(text)) }];
  });
  return applyEdits(text, edits);
}

export function withBlock(text: string, histories: readonly string[], content: string): string {
  const end = endOfLine(text);
  const gap = text === '' ? '' : text.endsWith('\n') ? end : `${end}${end}`;
  const names = histories.map(name => ` ${escaped(name)}`).join('');
  return `${text}${gap}<!-- oneleaf:describe${names} -->${end}${blockText(content, end)}<!-- /oneleaf:describe -->${end}`;
}

function blockText(content: string, end: string): string {
  return `\n${content}\n`.replaceAll('\n', end);
}

/** A blank separates names, and two hyphens could end the comment. */
function escaped(name: string): string {
  const spelled = (unit: string): string => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return name.replace(/[%<>\s\p{C}]|-(?=-)|-$/gu, character => character.split('').map(spelled).join(''));
}

function unescaped(name: string): string {
  return name.replace(/%([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
