import type { Span } from '@oneleaf/core';
import { type StringValue, decodeString } from './string-value.js';
import { type Expression, constantValues, computedReasons } from './expression.js';
import { Scanner } from './scanner.js';

/** Reads the expression that `span` holds; one that breaks off reads as computed. */
export function parseExpression(text: string, span: Span): Expression {
  return new Parser(new Scanner(text, span.start, span.end, false)).whole();
}

const brackets: ReadonlyMap<string, { readonly type: 'list' | 'tuple' | 'set'; readonly closer: string }> = new Map([
  ['(', { type: 'tuple', closer: ')' }],
  ['[', { type: 'list', closer: ']' }],
  ['{', { type: 'set', closer: '}' }],
]);

class Parser {
  /** Where the last token that was read ends. */
  private last = 0;

  constructor(private readonly scanner: Scanner) {
    scanner.next();
  }

  /** An expression list as it stands after `=`: a comma makes it a tuple. */
  whole(): Expression {
    const { start } = this.scanner;
    const first = this.element();
    if (!this.is(',')) return first;
    const elements = [first];
    while (this.take(',')) {
      if (!this.terminated()) elements.push(this.element());
    }
    return { kind: 'sequence', type: 'tuple', elements, span: { start, end: this.last } };
  }

  private advance(): void {
    this.last = this.scanner.end;
    this.scanner.next();
  }

  private is(operator: string): boolean {
    return this.scanner.is('operator', operator);
  }

  private take(operator: string): boolean {
    const found = this.is(operator);
    if (found) this.advance();
    return found;
  }

  private computed(start: number, reason: string): Expression {
    return { kind: 'computed', reason, span: { start, end: Math.max(start, this.last) } };
  }

  private terminated(): boolean {
    const { kind } = this.scanner;
    return kind === 'close' || kind === 'newline' || kind === 'end' || this.is(',') || this.is(':') || this.is('=');
  }

  /** One element of a list, or a whole value: when more follows than can be read, all of it is computed. */
  private element(): Expression {
    const { scanner } = this;
    const { start } = scanner;
    const outside = scanner.kind === 'open' ? scanner.depth - 1 : scanner.depth;
    const read = this.sum();
    if (this.terminated()) return read;
    const source = scanner.source();
    while (scanner.kind !== 'end' && scanner.depth >= outside && !(scanner.depth === outside && this.is(','))) this.advance();
    return this.computed(start, computedReasons.get(source) ?? `computed with ${source}`);
  }

  private sum(): Expression {
    const { start } = this.scanner;
    const terms = [this.primary()];
    while (this.take('+')) terms.push(this.primary());
    const [first] = terms;
    if (first && terms.length === 1) return first;
    return { kind: 'sum', terms, span: { start, end: this.last } };
  }

  private primary(): Expression {
    const { scanner } = this;
    const { start, kind } = scanner;
    if (kind === 'string' || kind === 'template') return this.strings();
    if (kind === 'open') return this.bracket();
    if (kind === 'name') return this.path();
    const minus = this.take('-');
    if (scanner.kind !== 'number') return this.computed(start, computedReasons.get(scanner.source()) ?? 'not a literal');
    const value = Number(scanner.source().replaceAll('_', ''));
    this.advance();
    if (Number.isNaN(value)) return this.computed(start, 'a number that is no plain literal');
    return { kind: 'number', value: minus ? -value : value, span: { start, end: this.last } };
  }

  /** Strings side by side are one string. */
  private strings(): Expression {
    const { scanner } = this;
    const { start } = scanner;
    const values: StringValue[] = [];
    while (scanner.kind === 'string' || scanner.kind === 'template') {
      values.push(
        scanner.kind === 'template'
          ? { kind: 'computed', reason: /^[rR]?[tT]/.test(scanner.source()) ? 'a t-string' : 'an f-string' }
          : decodeString(scanner.source()),
      );
      this.advance();
    }
    const [only] = values;
    const texts = values.flatMap(value => (value.kind === 'string' ? value.text : []));
    const odd = values.find(value => value.kind === 'computed');
    if (odd) return this.computed(start, odd.reason);
    const span =
      only?.kind === 'string' && only.verbatim && values.length === 1
        ? { start: start + only.before, end: this.last - only.after }
        : { start, end: this.last };
    return { kind: 'string', text: texts.join(''), span };
  }

  private path(): Expression {
    const { scanner } = this;
    const { start } = scanner;
    let path = scanner.source();
    const constant = constantValues.get(path);
    const keyword = computedReasons.get(path);
    if (keyword !== undefined) return this.computed(start, keyword);
    this.advance();
    if (constant !== undefined) return { kind: 'constant', value: constant, span: { start, end: this.last } };
    while (this.take('.')) {
      path += `.${scanner.source()}`;
      this.advance();
    }
    if (!scanner.is('open', '(')) return { kind: 'name', path, span: { start, end: this.last } };
    const items = this.items();
    const span = { start, end: this.last };
    return items && items.entries.length === 0
      ? { kind: 'call', callee: path, args: items.elements, keywords: items.keywords, span }
      : this.computed(start, 'a call');
  }

  private bracket(): Expression {
    const { start } = this.scanner;
    const type = brackets.get(this.scanner.source())?.type ?? 'set';
    const items = this.display();
    const span = { start, end: this.last };
    if (!items) return this.computed(start, 'not a literal');
    const { elements, entries, comma } = items;
    const [only] = elements;
    if (type === 'tuple' && only && elements.length === 1 && !comma) return only;
    return type === 'set' && elements.length === 0 ? { kind: 'mapping', entries, span } : { kind: 'sequence', type, elements, span };
  }

  /** `items` where there are no keywords, which make sense in a call alone. */
  private display(): BracketItems | undefined {
    const items = this.items();
    return items?.keywords.length === 0 ? items : undefined;
  }

  /** What stands between the bracket at hand and the one that closes it; undefined when that is no list of expressions. */
  private items(): BracketItems | undefined {
    const { scanner } = this;
    const outside = scanner.depth - 1;
    const { type, closer } = brackets.get(scanner.source()) ?? { type: 'set', closer: '}' };
    const items: BracketItems = { elements: [], entries: [], keywords: [], comma: false };
    this.advance();
    while (scanner.depth > outside && scanner.kind !== 'end') {
      this.item(items, type === 'set');
      items.comma = this.take(',');
      if (items.comma || scanner.is('close', closer)) continue;
      this.skipTo(outside);
      this.advance();
      return undefined;
    }
    this.advance();
    return items.entries.length > 0 && items.elements.length > 0 ? undefined : items;
  }

  private item({ elements, entries, keywords }: BracketItems, isMapping: boolean): void {
    const element = this.element();
    if (isMapping && this.take(':')) entries.push([element, this.element()]);
    else if (element.kind === 'name' && this.take('=')) keywords.push([element.path, this.element()]);
    else elements.push(element);
  }

  private skipTo(depth: number): void {
    while (this.scanner.depth > depth && this.scanner.kind !== 'end') this.advance();
  }
}

interface BracketItems {
  readonly elements: Expression[];
  readonly entries: [Expression, Expression][];
  readonly keywords: [string, Expression][];
  /** Whether the last element is followed by a comma. */
  comma: boolean;
}
