import type { Span } from '@oneleaf/core';
import type { AttributeFact, FactValue, SpelledString } from './file-facts.js';
import type { Expression, StringLiteral } from '../syntax/expression.js';
import { parseExpression } from '../syntax/parser.js';
import { type Binding, type NameScope, lookupName } from '../modules/name-scope.js';

type SequenceExpression = Extract<Expression, { kind: 'sequence' }>;

/** Where names are looked up: the innermost scope first. */
export interface NameContext {
  readonly text: string;
  readonly scopes: readonly NameScope[];
}

/** The expression with module constants and sums of literals replaced by what they are worth; one level, as constants of constants do not occur. */
export function resolveConstants(expression: Expression, site: NameContext): Expression {
  switch (expression.kind) {
    case 'name':
      return resolveName(expression, site);
    case 'sum':
      return resolveSum(
        expression.terms.map(term => resolveConstants(term, site)),
        expression.span,
      );
    case 'sequence':
      return { ...expression, elements: expression.elements.map(element => resolveConstants(element, site)) };
    case 'call':
      return {
        ...expression,
        args: expression.args.map(arg => resolveArgument(arg, site)),
        keywords: expression.keywords.map(([name, value]) => [name, resolveArgument(value, site)]),
      };
    case 'mapping':
      return {
        ...expression,
        entries: expression.entries.map(([key, value]) => [resolveConstants(key, site), resolveConstants(value, site)]),
      };
    case 'string':
    case 'number':
    case 'constant':
    case 'computed':
      return expression;
  }
}

/** A dotted name is kept: what is called may know it. */
function resolveArgument(expression: Expression, site: NameContext): Expression {
  return expression.kind === 'name' && expression.path.includes('.') ? expression : resolveConstants(expression, site);
}

/** What bindings are worth: a long list may be named on every line of a long file. */
const bindingValues = new WeakMap<Binding, Expression>();

function resolveName(name: Extract<Expression, { kind: 'name' }>, site: NameContext): Expression {
  const computed = (reason: string): Expression => ({ kind: 'computed', reason, span: name.span });
  if (name.path.includes('.')) return computed('an attribute');
  const scope = site.scopes.find(({ bindings }) => bindings.has(name.path));
  if (!scope) return computed('a name that this file does not define');
  const found = lookupName(scope, name.path);
  if (found === 'absent' || !found.value) return computed('a name whose value cannot be read');
  if (found.span.start >= name.span.start) return computed('a name that is defined further down');
  const value = bindingValues.get(found) ?? resolveConstants(parseExpression(site.text, found.value), { text: site.text, scopes: [] });
  bindingValues.set(found, value);
  const changed = value.kind === 'sequence' && value.type !== 'tuple' && scope.touched.has(name.path);
  return changed ? computed('a list that is changed after it is made') : value;
}

function resolveSum(terms: readonly Expression[], span: Span): Expression {
  const odd = firstDefined(terms, term => (term.kind === 'sequence' ? undefined : computedPart(term)));
  if (odd) return { kind: 'computed', ...odd };
  const texts = terms.filter((term): term is StringLiteral => term.kind === 'string');
  if (texts.length === terms.length) return { kind: 'string', text: texts.map(({ text }) => text).join(''), span };
  const lists = terms.filter((term): term is SequenceExpression => term.kind === 'sequence');
  const type = lists[0]?.type;
  if (!type || type === 'set' || lists.length < terms.length || lists.some(list => list.type !== type)) {
    return { kind: 'computed', reason: 'a sum of unlike things', span };
  }
  return { kind: 'sequence', type, elements: lists.flatMap(list => list.elements), span };
}

/** The first part of an expression that is no literal. */
export function computedPart(expression: Expression): { reason: string; span: Span } | undefined {
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'constant':
      return undefined;
    case 'sequence':
      return firstDefined(expression.elements, computedPart);
    case 'computed':
      return expression;
    case 'name':
    case 'call':
    case 'sum':
    case 'mapping':
      return { reason: `a ${expression.kind}`, span: expression.span };
  }
}

function firstDefined<T, R>(all: readonly T[], answer: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = answer(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function undecidedFact(
  text: string,
  { reason, span }: { reason: string; span: Span },
): Extract<AttributeFact, { undecided: unknown }> {
  const expression = text.slice(span.start, span.end).replace(/\s+/g, ' ').trim().slice(0, 80);
  return { undecided: { expression, reason, span } };
}

/** A resolved expression as a fact: its value, or the part of it that is no literal. */
export function factOf(text: string, expression: Expression): AttributeFact {
  const odd = computedPart(expression);
  if (!odd) return { value: literalOf(expression), span: expression.span, strings: spelledStrings(expression) };
  const elements = expression.kind === 'sequence' ? expression.elements.filter(element => !computedPart(element)) : [];
  const known = elements.flatMap(spelledStrings);
  return known.length > 0 ? { ...undecidedFact(text, odd), known } : undecidedFact(text, odd);
}

function literalOf(expression: Expression): FactValue {
  if (expression.kind === 'string') return expression.text;
  if (expression.kind === 'number' || expression.kind === 'constant') return expression.value;
  return expression.kind === 'sequence' ? expression.elements.map(literalOf) : null;
}

/** The strings of an expression, in the order of the source. */
function spelledStrings(expression: Expression): readonly SpelledString[] {
  if (expression.kind === 'string') return [{ text: expression.text, span: expression.span }];
  return expression.kind === 'sequence' ? expression.elements.flatMap(spelledStrings) : [];
}
