import type { Span } from '@oneleaf/core';
import { endOfBlanks, endOfIndent } from './whitespace.js';
import { closerOf, endOfNumber, endOfOperator, endOfWord, isCloser, isDigit, isLineBreak, isQuote, isWordStart } from './characters.js';
import { endOfString, endOfTemplate, isStringPrefix, isTemplatePrefix } from './string-end.js';

export type TokenKind = 'name' | 'number' | 'string' | 'template' | 'operator' | 'open' | 'close' | 'newline' | 'end';

/** Why the text is no Python, and where. */
export interface SyntaxFailure {
  readonly reason: string;
  readonly span: Span;
}

/** CPython's MAXLEVEL and MAXINDENT. */
const maxDepth = { brackets: 200, blocks: 100 };

/**
 * Python's tokens, one at a time, without an object each: a first run reads thousands of files and a hook must start in milliseconds, which no grammar-driven
 * parser that was tried could do. Faithful to CPython's tokenizer where structure depends on it (strings, brackets, indentation, line joining), lenient where it
 * does not: what Python 2 or a newer Python writes inside a function body must not hide the header of a migration.
 */
export class Scanner {
  kind: TokenKind = 'newline';
  start: number;
  end: number;
  /** Whether the token is the first of a logical line. */
  opensLine = false;
  failure: SyntaxFailure | undefined;
  /** Columns of the blocks that are open, the outermost 0. */
  readonly indents: number[] = [0];
  /** Names bound by `:=`. */
  readonly walruses: Span[] = [];
  private readonly closers: number[] = [];
  private name: Span = { start: 0, end: 0 };
  private at: number;

  /** Reads `text[start, stop)`. Not `atLineStart`: the text begins inside a logical line and has no indentation of its own. */
  constructor(
    readonly text: string,
    start: number,
    private readonly stop: number,
    private atLineStart: boolean,
  ) {
    this.at = start;
    this.start = start;
    this.end = start;
  }

  /** How many brackets are open. */
  get depth(): number {
    return this.closers.length;
  }

  next(): TokenKind {
    this.opensLine = this.atLineStart;
    if (this.atLineStart) this.indent();
    else this.skipBlanks();
    const at = this.at;
    if (at >= this.stop || this.failure) return this.finish();
    const code = this.text.charCodeAt(at);
    if (isWordStart(code)) return this.word(at);
    if (isDigit(code) || (code === 46 && isDigit(this.text.charCodeAt(at + 1)))) {
      return this.emit('number', endOfNumber(this.text, at, this.stop));
    }
    if (isQuote(code)) return this.string(at, at);
    return this.punctuation(at, code);
  }

  /** The token's source. */
  source(): string {
    return this.text.slice(this.start, this.end);
  }

  is(kind: TokenKind, source: string): boolean {
    return this.kind === kind && this.end - this.start === source.length && this.text.startsWith(source, this.start);
  }

  /** Every further token is `end`. */
  fail(reason: string, start = this.start, end = this.end): void {
    this.failure ??= { reason, span: { start, end } };
    this.kind = 'end';
    this.at = this.stop;
  }

  private emit(kind: TokenKind, end: number): TokenKind {
    this.start = this.at;
    this.end = this.at = end;
    this.kind = kind;
    return kind;
  }

  private finish(): TokenKind {
    if (this.closers.length > 0) this.fail('a bracket was never closed', this.start, this.end);
    if (this.failure || this.kind === 'newline' || this.kind === 'end') return this.emit('end', this.at);
    this.atLineStart = true;
    return this.emit('newline', this.at);
  }

  private skipBlanks(): void {
    this.at = endOfBlanks(this.text, this.at, { stop: this.stop, inBrackets: this.closers.length > 0 });
    this.refuseJoin();
  }

  /** Skips blank lines and settles which blocks the next line is in. */
  private indent(): void {
    const { at, column } = endOfIndent(this.text, this.at, this.stop);
    this.at = at;
    this.atLineStart = false;
    this.refuseJoin();
    this.settle(at < this.stop ? column : 0);
  }

  /** A backslash that is still there joins no lines. */
  private refuseJoin(): void {
    if (this.text.charCodeAt(this.at) === 92 && this.at < this.stop) {
      this.fail('unexpected character after line continuation character', this.at, this.at + 1);
    }
  }

  private settle(column: number): void {
    if (this.failure) return;
    const top = this.indents.at(-1) ?? 0;
    if (column > top) this.indents.push(column);
    while (column < (this.indents.at(-1) ?? 0)) this.indents.pop();
    if (this.indents.at(-1) !== column) this.fail('unindent does not match any outer indentation level', this.at, this.at + 1);
    if (this.indents.length > maxDepth.blocks) this.fail('too many levels of indentation', this.at, this.at + 1);
  }

  private word(at: number): TokenKind {
    const end = endOfWord(this.text, at, this.stop);
    if (end - at <= 2 && isQuote(this.text.charCodeAt(end)) && isStringPrefix(this.text.slice(at, end))) return this.string(at, end);
    if (end < 0) {
      this.fail('invalid character in identifier', at, at + 1);
      return this.emit('end', this.at);
    }
    this.name = { start: at, end };
    return this.emit('name', end);
  }

  private string(at: number, quote: number): TokenKind {
    const prefix = this.text.slice(at, quote);
    const template = isTemplatePrefix(prefix);
    const end = template ? endOfTemplate(this.text, quote, prefix, this.stop) : endOfString(this.text, quote, this.stop);
    if (end >= 0) return this.emit(template ? 'template' : 'string', end);
    this.fail('unterminated string literal', at, quote + 1);
    return this.emit('end', this.at);
  }

  private punctuation(at: number, code: number): TokenKind {
    if (isLineBreak(code)) {
      this.atLineStart = true;
      return this.emit('newline', code === 13 && this.text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1);
    }
    const closer = closerOf(code);
    if (closer > 0) return this.open(closer);
    if (isCloser(code)) return this.close(code);
    const end = endOfOperator(this.text, at);
    if (end - at === 2 && code === 58) this.walruses.push(this.name);
    return this.emit('operator', end);
  }

  private open(closer: number): TokenKind {
    this.closers.push(closer);
    if (this.closers.length > maxDepth.brackets) this.fail('too many nested parentheses', this.at, this.at + 1);
    return this.emit(this.failure ? 'end' : 'open', Math.min(this.at + 1, this.stop));
  }

  private close(code: number): TokenKind {
    if (this.closers.pop() !== code) this.fail(`unmatched '${String.fromCharCode(code)}'`, this.at, this.at + 1);
    return this.emit(this.failure ? 'end' : 'close', Math.min(this.at + 1, this.stop));
  }
}
