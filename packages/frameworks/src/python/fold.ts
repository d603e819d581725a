import type { Fact, Literal, Span, Spelled } from '@oneleaf/core';
import type { Expression, Text } from './expression.js';
import { parseExpression } from './parser.js';
import { type Binding, type Scope, lookup } from './scope.js';

type Sequence = Extract<Expression, { kind: 'sequence' }>;

/** Where names are looked up: the innermost scope first. */
export interface Site {
  readonly text: string;
  readonly scopes: readonly Scope[];
}

/** The expression with module constants and sums of literals replaced by what they are worth; one level, as constants of constants do not occur. */
export function resolve(expression: Expression, site: Site): Expression {
  switch (expression.kind) {
    case 'name':
      return constant(expression, site);
    case 'sum':
      return sum(
        expression.terms.map(term => resolve(term, site)),
        expression.span,
      );
    case 'sequence':
      return { ...expression, elements: expression.elements.map(element => resolve(element, site)) };
    case 'call':
      return {
        ...expression,
        args: expression.args.map(arg => argument(arg, site)),
        keywords: expression.keywords.map(([name, value]) => [name, argument(value, site)]),
      };
    case 'mapping':
      return { ...expression, entries: expression.entries.map(([key, value]) => [resolve(key, site), resolve(value, site)]) };
    case 'string':
    case 'number':
    case 'constant':
    case 'computed':
      return expression;
  }
}

/** A dotted name is kept: what is called may know it. */
function argument(expression: Expression, site: Site): Expression {
  return expression.kind === 'name' && expression.path.includes('.') ? expression : resolve(expression, site);
}

/** What bindings are worth: a long list may be named on every line of a long file. */
const worths = new WeakMap<Binding, Expression>();

function constant(name: Extract<Expression, { kind: 'name' }>, site: Site): Expression {
  const computed = (reason: string): Expression => ({ kind: 'computed', reason, span: name.span });
  if (name.path.includes('.')) return computed('an attribute');
  const scope = site.scopes.find(({ bindings }) => bindings.has(name.path));
  if (!scope) return computed('a name that this file does not define');
  const found = lookup(scope, name.path);
  if (found === 'absent' || !found.value) return computed('a name whose value cannot be read');
  if (found.span.start >= name.span.start) return computed('a name that is defined further down');
  const value = worths.get(found) ?? resolve(parseExpression(site.text, found.value), { text: site.text, scopes: [] });
  worths.set(found, value);
  const changed = value.kind === 'sequence' && value.type !== 'tuple' && scope.touched.has(name.path);
  return changed ? computed('a list that is changed after it is made') : value;
}

function sum(terms: readonly Expression[], span: Span): Expression {
  const odd = first(terms, term => (term.kind === 'sequence' ? undefined : culprit(term)));
  if (odd) return { kind: 'computed', ...odd };
  const texts = terms.filter((term): term is Text => term.kind === 'string');
  if (texts.length === terms.length) return { kind: 'string', text: texts.map(({ text }) => text).join(''), span };
  const lists = terms.filter((term): term is Sequence => term.kind === 'sequence');
  const type = lists[0]?.type;
  if (!type || type === 'set' || lists.length < terms.length || lists.some(list => list.type !== type)) {
    return { kind: 'computed', reason: 'a sum of unlike things', span };
  }
  return { kind: 'sequence', type, elements: lists.flatMap(list => list.elements), span };
}

/** The first part of an expression that is no literal. */
export function culprit(expression: Expression): { reason: string; span: Span } | undefined {
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'constant':
      return undefined;
    case 'sequence':
      return first(expression.elements, culprit);
    case 'computed':
      return expression;
    case 'name':
    case 'call':
    case 'sum':
    case 'mapping':
      return { reason: `a ${expression.kind}`, span: expression.span };
  }
}

function first<T, R>(all: readonly T[], answer: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = answer(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function undecided(text: string, { reason, span }: { reason: string; span: Span }): Extract<Fact, { undecided: unknown }> {
  const expression = text.slice(span.start, span.end).replace(/\s+/g, ' ').trim().slice(0, 80);
  return { undecided: { expression, reason, span } };
}

/** A resolved expression as a fact: its value, or the part of it that is no literal. */
export function factOf(text: string, expression: Expression): Fact {
  const odd = culprit(expression);
  if (!odd) return { value: literal(expression), span: expression.span, strings: texts(expression) };
  const elements = expression.kind === 'sequence' ? expression.elements.filter(element => !culprit(element)) : [];
  const known = elements.flatMap(texts);
  return known.length > 0 ? { ...undecided(text, odd), known } : undecided(text, odd);
}

function literal(expression: Expression): Literal {
  if (expression.kind === 'string') return expression.text;
  if (expression.kind === 'number' || expression.kind === 'constant') return expression.value;
  return expression.kind === 'sequence' ? expression.elements.map(literal) : null;
}

/** The strings of an expression, in the order of the source. */
function texts(expression: Expression): readonly Spelled[] {
  if (expression.kind === 'string') return [{ text: expression.text, span: expression.span }];
  return expression.kind === 'sequence' ? expression.elements.flatMap(texts) : [];
}
