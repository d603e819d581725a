import type { Span } from '@oneleaf/core';
import type { TokenCursor } from '../syntax/token-cursor.js';
import { Scanner } from '../syntax/scanner.js';
import { type StatementBlock, bindInBlock } from './name-scope.js';

/** What a header binds: the targets of `for`, the patterns of `case`, what follows `as`. */
class HeaderBinder {
  private binding: boolean;
  private attribute = false;
  /** Whether everything up to `in` or `if` is bound, and not only what follows an `as`. */
  private readonly isPattern: boolean;
  /** How deep the last `as` stood. */
  private depth = 0;

  constructor(
    private readonly cursor: TokenCursor,
    private readonly block: StatementBlock,
    private readonly keyword: string,
  ) {
    this.isPattern = keyword === 'for' || keyword === 'case';
    this.binding = this.isPattern;
  }

  token(): void {
    const { scanner } = this.cursor;
    const word = this.cursor.word();
    if (word === '') this.punctuation();
    else if (word === 'as') this.follow();
    else if (this.isPattern && (word === 'in' || word === 'if')) this.binding = false;
    else if (this.binding && !this.attribute) {
      bindInBlock(this.block, word, { span: { start: scanner.start, end: scanner.end }, reason: `bound by \`${this.keyword}\`` });
    }
    this.attribute = scanner.is('operator', '.');
  }

  private punctuation(): void {
    const { scanner } = this.cursor;
    if (!this.isPattern && scanner.is('operator', ',') && scanner.depth <= this.depth) this.binding = false;
  }

  private follow(): void {
    this.binding = true;
    this.depth = this.cursor.scanner.depth;
  }
}

/** Reads a compound statement's header from after its keyword to after its colon. */
export function readHeader(cursor: TokenCursor, block: StatementBlock, keyword: string): void {
  const { scanner } = cursor;
  const binder = new HeaderBinder(cursor, block, keyword);
  for (let lambdas = 0; scanner.kind !== 'newline' && scanner.kind !== 'end';) {
    const isColon = scanner.depth === 0 && scanner.is('operator', ':');
    if (isColon && lambdas === 0) break;
    if (isColon) lambdas -= 1;
    if (scanner.depth === 0 && scanner.is('name', 'lambda')) lambdas += 1;
    binder.token();
    cursor.next();
  }
  if (scanner.kind === 'operator') cursor.next();
  else scanner.fail("expected ':'");
}

/** Whether `match` or `case` is a keyword here: both are names like any other elsewhere. */
export function isSoftKeyword({ scanner, text }: TokenCursor, word: string, block: StatementBlock): boolean {
  if (word === 'case') return block.doubt === 'match';
  if (word !== 'match') return false;
  const ahead = new Scanner(text, scanner.start, text.length, false);
  let colon = false;
  while (ahead.next() !== 'newline' && ahead.kind !== 'end') colon = ahead.is('operator', ':');
  return colon;
}

/** What a class header, from after its name to after its colon, holds in parentheses, these taken in. */
export function basesIn(text: string, { start, end }: Span): { bases?: Span } {
  const open = text.indexOf('(', start);
  const close = text.lastIndexOf(')', end);
  return open >= 0 && open < close ? { bases: { start: open, end: close + 1 } } : {};
}
