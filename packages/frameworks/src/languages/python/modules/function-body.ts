import type { Span } from '@oneleaf/core';
import { TokenCursor } from '../syntax/token-cursor.js';
import { isSoftKeyword, readHeader } from './compound-header.js';
import type { ModuleOutline } from './module-outline.js';
import { type StatementBlock, type NameScope, bindInBlock, emptyScope } from './name-scope.js';
import { readSimple } from './simple-statement.js';

/** One statement of a function's body, in the order of the source. */
export type BodyStatement =
  | {
      readonly kind: 'simple';
      readonly span: Span;
      /** What stands right of the last `=`, or the whole statement where it assigns to no plain name. */
      readonly value: Span;
      readonly isDocstring: boolean;
    }
  | {
      readonly kind: 'compound';
      readonly keyword: string;
      readonly span: Span;
      readonly header: Span;
      readonly lines: readonly BodyStatement[];
    };

export interface FunctionBody {
  readonly lines: readonly BodyStatement[];
  readonly hasParameters: boolean;
  /** The names that the body binds. */
  readonly scope: NameScope;
}

/** The body of the module's function of that name; undefined where the name may be worth anything else. */
export function functionBody(read: ModuleOutline, name: string): FunctionBody | undefined {
  const [only, ...others] = read.module.bindings.get(name) ?? [];
  if (only?.function === undefined || others.length > 0) return undefined;
  return new BodyReader(read.text, only.function).read();
}

/** Whether a body does nothing at all: `pass`, `...`, `return` and strings that stand alone. */
export function isEmptyBody(read: ModuleOutline, { lines }: FunctionBody): boolean {
  return lines.every(
    line =>
      line.kind === 'simple' &&
      (line.isDocstring || /^(?:pass|\.\.\.|return(?:[ \t]+None)?)$/.test(read.text.slice(line.span.start, line.span.end))),
  );
}

const compoundKeywords = new Set(['if', 'elif', 'else', 'for', 'while', 'try', 'except', 'finally', 'with', 'def', 'class']);

class BodyReader {
  private readonly cursor: TokenCursor;
  private readonly scope = emptyScope();

  constructor(
    private readonly text: string,
    start: number,
  ) {
    this.cursor = new TokenCursor(text, start);
  }

  read(): FunctionBody {
    const { cursor } = this;
    // `def` and the name.
    cursor.next();
    cursor.next();
    const from = cursor.last;
    readHeader(cursor, { scope: emptyScope(), level: 1 }, 'def');
    const hasParameters = !/^\(\s*\)/.test(this.text.slice(from, cursor.last).trimStart());
    return { lines: this.suite({ scope: this.scope, level: 1 }), hasParameters, scope: this.scope };
  }

  private suite(block: StatementBlock): readonly BodyStatement[] {
    const lines: BodyStatement[] = [];
    if (this.cursor.scanner.kind === 'newline') this.indented(block, lines);
    else this.simple(block, lines);
    return lines;
  }

  private indented(block: StatementBlock, lines: BodyStatement[]): void {
    const { scanner } = this.cursor;
    this.cursor.next();
    const level = scanner.indents.length;
    while (scanner.kind !== 'end' && scanner.indents.length >= level && level > block.level) this.line({ ...block, level }, lines);
  }

  private line(block: StatementBlock, lines: BodyStatement[]): void {
    const { cursor } = this;
    const word = cursor.word();
    if (cursor.scanner.is('operator', '@') || word === 'async') cursor.next();
    else if (compoundKeywords.has(word) || isSoftKeyword(cursor, word, block)) lines.push(this.compound(block, word));
    else this.simple(block, lines);
  }

  private compound(block: StatementBlock, keyword: string): BodyStatement {
    const { cursor } = this;
    const { start } = cursor.scanner;
    cursor.next();
    const nested = keyword === 'def' || keyword === 'class';
    if (nested) {
      bindInBlock(block, cursor.word(), { span: { start, end: cursor.scanner.end }, reason: 'bound in a function' });
      cursor.next();
    }
    readHeader(cursor, nested ? { ...block, scope: emptyScope() } : block, keyword);
    const header = { start, end: cursor.last };
    const inner = nested ? emptyScope() : this.scope;
    const lines = this.suite({ scope: inner, level: block.level, ...(keyword === 'with' ? {} : { doubt: keyword }) });
    return { kind: 'compound', keyword, span: { start, end: cursor.last }, header, lines };
  }

  /** The simple statements of one line. */
  private simple(block: StatementBlock, lines: BodyStatement[]): void {
    const { cursor } = this;
    do {
      if (cursor.scanner.is('operator', ';')) cursor.next();
      if (!cursor.endsStatement()) lines.push(this.statement(block));
    } while (cursor.scanner.is('operator', ';'));
    cursor.next();
  }

  private statement(block: StatementBlock): BodyStatement {
    const { cursor } = this;
    const { start } = cursor.scanner;
    const { names, docstring } = readSimple(cursor, block);
    const [name = ''] = names;
    const span = { start, end: cursor.last };
    const value = block.scope.bindings.get(name)?.at(-1)?.value ?? span;
    return { kind: 'simple', span, value, isDocstring: docstring !== undefined };
  }
}
