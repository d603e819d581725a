import type { Span } from '@oneleaf/core';
import { Cursor } from './cursor.js';
import { isSoftKeyword, readHeader } from './header.js';
import type { Outline } from './outline.js';
import { type Block, type Scope, bindIn, emptyScope } from './scope.js';
import { readSimple } from './statements.js';

/** One statement of a function's body, in the order of the source. */
export type Line =
  | {
      readonly kind: 'simple';
      readonly span: Span;
      /** What stands right of the last `=`, or the whole statement where it assigns to no plain name. */
      readonly value: Span;
      readonly isDocstring: boolean;
    }
  | { readonly kind: 'compound'; readonly keyword: string; readonly span: Span; readonly header: Span; readonly lines: readonly Line[] };

export interface Body {
  readonly lines: readonly Line[];
  readonly hasParameters: boolean;
  /** The names that the body binds. */
  readonly scope: Scope;
}

/** The body of the module's function of that name; undefined where the name may be worth anything else. */
export function bodyOf(read: Outline, name: string): Body | undefined {
  const [only, ...others] = read.module.bindings.get(name) ?? [];
  if (only?.function === undefined || others.length > 0) return undefined;
  return new BodyReader(read.text, only.function).read();
}

/** Whether a body does nothing at all: `pass`, `...`, `return` and strings that stand alone. */
export function isIdle(read: Outline, { lines }: Body): boolean {
  return lines.every(
    line =>
      line.kind === 'simple' &&
      (line.isDocstring || /^(?:pass|\.\.\.|return(?:[ \t]+None)?)$/.test(read.text.slice(line.span.start, line.span.end))),
  );
}

const keywords = new Set(['if', 'elif', 'else', 'for', 'while', 'try', 'except', 'finally', 'with', 'def', 'class']);

class BodyReader {
  private readonly cursor: Cursor;
  private readonly scope = emptyScope();

  constructor(
    private readonly text: string,
    start: number,
  ) {
    this.cursor = new Cursor(text, start);
  }

  read(): Body {
    const { cursor } = this;
    // `def` and the name.
    cursor.next();
    cursor.next();
    const from = cursor.last;
    readHeader(cursor, { scope: emptyScope(), level: 1 }, 'def');
    const hasParameters = !/^\(\s*\)/.test(this.text.slice(from, cursor.last).trimStart());
    return { lines: this.suite({ scope: this.scope, level: 1 }), hasParameters, scope: this.scope };
  }

  private suite(block: Block): readonly Line[] {
    const lines: Line[] = [];
    if (this.cursor.scanner.kind === 'newline') this.indented(block, lines);
    else this.simple(block, lines);
    return lines;
  }

  private indented(block: Block, lines: Line[]): void {
    const { scanner } = this.cursor;
    this.cursor.next();
    const level = scanner.indents.length;
    while (scanner.kind !== 'end' && scanner.indents.length >= level && level > block.level) this.line({ ...block, level }, lines);
  }

  private line(block: Block, lines: Line[]): void {
    const { cursor } = this;
    const word = cursor.word();
    if (cursor.scanner.is('operator', '@') || word === 'async') cursor.next();
    else if (keywords.has(word) || isSoftKeyword(cursor, word, block)) lines.push(this.compound(block, word));
    else this.simple(block, lines);
  }

  private compound(block: Block, keyword: string): Line {
    const { cursor } = this;
    const { start } = cursor.scanner;
    cursor.next();
    const nested = keyword === 'def' || keyword === 'class';
    if (nested) {
      bindIn(block, cursor.word(), { span: { start, end: cursor.scanner.end }, reason: 'bound in a function' });
      cursor.next();
    }
    readHeader(cursor, nested ? { ...block, scope: emptyScope() } : block, keyword);
    const header = { start, end: cursor.last };
    const inner = nested ? emptyScope() : this.scope;
    const lines = this.suite({ scope: inner, level: block.level, ...(keyword === 'with' ? {} : { doubt: keyword }) });
    return { kind: 'compound', keyword, span: { start, end: cursor.last }, header, lines };
  }

  /** The simple statements of one line. */
  private simple(block: Block, lines: Line[]): void {
    const { cursor } = this;
    do {
      if (cursor.scanner.is('operator', ';')) cursor.next();
      if (!cursor.endsStatement()) lines.push(this.statement(block));
    } while (cursor.scanner.is('operator', ';'));
    cursor.next();
  }

  private statement(block: Block): Line {
    const { cursor } = this;
    const { start } = cursor.scanner;
    const { names, docstring } = readSimple(cursor, block);
    const [name = ''] = names;
    const span = { start, end: cursor.last };
    const value = block.scope.bindings.get(name)?.at(-1)?.value ?? span;
    return { kind: 'simple', span, value, isDocstring: docstring !== undefined };
  }
}
