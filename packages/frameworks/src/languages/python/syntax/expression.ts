import type { Span } from '@oneleaf/core';

export interface StringLiteral {
  readonly kind: 'string';
  readonly text: string;
  /** What is to be replaced to spell another text: between the quotes where these hold the text as it is, else the whole expression. */
  readonly span: Span;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly callee: string;
  readonly args: readonly Expression[];
  readonly keywords: readonly (readonly [name: string, value: Expression])[];
  readonly span: Span;
}

/** The Python expressions that can be read without running anything; the rest is `computed`. */
export type Expression =
  | StringLiteral
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'constant'; readonly value: boolean | null; readonly span: Span }
  | { readonly kind: 'sequence'; readonly type: 'list' | 'tuple' | 'set'; readonly elements: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [Expression, Expression])[]; readonly span: Span }
  | { readonly kind: 'name'; readonly path: string; readonly span: Span }
  | CallExpression
  | { readonly kind: 'sum'; readonly terms: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'computed'; readonly reason: string; readonly span: Span };

export const constantValues: ReadonlyMap<string, boolean | null> = new Map([
  ['None', null],
  ['True', true],
  ['False', false],
]);

/** What makes an expression computed, by the word or sign that shows it. */
export const computedReasons: ReadonlyMap<string, string> = new Map([
  ['if', 'a conditional expression'],
  ['for', 'a comprehension'],
  ['async', 'a comprehension'],
  ['lambda', 'a lambda'],
  ['await', 'await'],
  ['yield', 'yield'],
  ['.', 'an attribute or method'],
  ['(', 'a call'],
  ['[', 'a subscript'],
  ['*', 'unpacking'],
  ['**', 'unpacking'],
]);
