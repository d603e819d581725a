import type { Span } from '@oneleaf/core';
import type { Expression } from '../syntax/expression.js';
import { parseExpression } from '../syntax/parser.js';
import { Scanner } from '../syntax/scanner.js';

/** Something that stands in a stretch of source. */
export type SearchedExpression =
  /** `inside`: what is called around it, the outermost first. */
  | { readonly kind: 'expression'; readonly expression: Expression; readonly inside: readonly string[] }
  /** `name = 'text'`, `user.name = 'text'`. */
  | { readonly kind: 'assigned'; readonly name: string; readonly value: Expression };

/** Every call, mapping, string and f-string of a stretch of source, wherever it stands, the outer ones first. */
export function expressionsIn(text: string, span: Span): readonly SearchedExpression[] {
  return [...new ExpressionFinder(text).in(span, [])];
}

// Words before a bracket that call nothing.
const nonCallWords = new Set(
  'return in and or not if elif else while yield await assert lambda is del raise for from import as def class with print except'.split(
    ' ',
  ),
);

class ExpressionFinder {
  constructor(private readonly text: string) {}

  *in({ start, end }: Span, inside: readonly string[]): Generator<SearchedExpression> {
    const scanner = new Scanner(this.text, start, end, start === 0);
    scanner.next();
    while (scanner.kind !== 'end') {
      const from = scanner.start;
      const path = takePath(scanner);
      if (scanner.kind === 'open') yield* this.bracket(scanner, path, { from, inside });
      else if (isString(scanner)) yield* this.strings(scanner, inside);
      else if (path !== '' && scanner.is('operator', '=')) yield* this.assigned(scanner, path, inside);
      else if (path === '') scanner.next();
    }
  }

  /** What is called with the bracket at hand, or what stands in it. */
  private *bracket(
    scanner: Scanner,
    path: string,
    { from, inside }: { readonly from: number; readonly inside: readonly string[] },
  ): Generator<SearchedExpression> {
    const isCall = scanner.is('open', '(') && path !== '' && !nonCallWords.has(path);
    const start = isCall ? from : scanner.start;
    const inner = { start: scanner.end, end: scanner.end };
    const outside = scanner.depth - 1;
    while (scanner.kind !== 'end' && scanner.depth > outside) {
      inner.end = scanner.end;
      scanner.next();
    }
    const read = parseExpression(this.text, { start, end: scanner.end });
    scanner.next();
    if (read.kind === 'computed') yield* this.in(inner, isCall ? [...inside, path] : inside);
    else yield* this.tree(read, inside);
  }

  private *strings(scanner: Scanner, inside: readonly string[]): Generator<SearchedExpression> {
    const lone = scanner.opensLine;
    const expression = this.takeStrings(scanner);
    if (!lone) yield { kind: 'expression', expression, inside };
  }

  private *assigned(scanner: Scanner, name: string, inside: readonly string[]): Generator<SearchedExpression> {
    scanner.next();
    if (!isString(scanner)) return;
    const value = this.takeStrings(scanner);
    yield { kind: 'assigned', name, value };
    yield { kind: 'expression', expression: value, inside };
  }

  /** Strings side by side. */
  private takeStrings(scanner: Scanner): Expression {
    const span = { start: scanner.start, end: scanner.end };
    while (isString(scanner)) {
      span.end = scanner.end;
      scanner.next();
    }
    return parseExpression(this.text, span);
  }

  private *tree(expression: Expression, inside: readonly string[]): Generator<SearchedExpression> {
    if (expression.kind === 'computed') {
      yield* this.in(expression.span, inside);
      return;
    }
    if (expression.kind === 'call' || expression.kind === 'mapping' || expression.kind === 'string') {
      yield { kind: 'expression', expression, inside };
    }
    const deeper = expression.kind === 'call' ? [...inside, expression.callee] : inside;
    for (const part of subexpressions(expression)) yield* this.tree(part, deeper);
  }
}

function isString({ kind }: Scanner): boolean {
  return kind === 'string' || kind === 'template';
}

/** The dotted name at hand; empty where there is none. */
function takePath(scanner: Scanner): string {
  let path = '';
  while (scanner.kind === 'name') {
    path += scanner.source();
    scanner.next();
    if (!scanner.is('operator', '.')) break;
    path += '.';
    scanner.next();
  }
  return path;
}

/** The expressions that an expression is made of. */
export function subexpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'constant':
    case 'name':
    case 'computed':
      return [];
    case 'sequence':
      return expression.elements;
    case 'mapping':
      return expression.entries.flat();
    case 'sum':
      return expression.terms;
    case 'call':
      return [...expression.args, ...expression.keywords.map(([, value]) => value)];
  }
}
