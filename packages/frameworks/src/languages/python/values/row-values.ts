import type { Span } from '@oneleaf/core';
import type { Expression } from '../syntax/expression.js';
import type { NameContext } from './resolve-constants.js';
import { parseExpression } from '../syntax/parser.js';
import { lookupName, type NameScope } from '../modules/name-scope.js';

/** Calls that read a list and leave it as it is. */
const readOnlyCall = /^[\w.]*\b(?:bulk_insert|bulk_create|execute|print)\(/;

/** The expression itself, or the one that a name of the file stands for; a list that may have changed since is none. */
export function valueAtUse(expression: Expression | undefined, site: NameContext): Expression | undefined {
  const [innermost] = site.scopes;
  if (expression?.kind !== 'name' || expression.path.includes('.') || !innermost) return expression;
  const { path, span } = expression;
  const scope = site.scopes.find(({ bindings }) => bindings.has(path));
  const found = scope ? lookupName(scope, path) : 'absent';
  if (found === 'absent' || !found.value || found.span.start >= span.start) return undefined;
  return rememberedValue(path, found.value, { ...site, innermost });
}

function rememberedValue(name: string, value: Span, site: NameContext & { readonly innermost: NameScope }): Expression | undefined {
  const known = valuesByScope.get(site.innermost) ?? new Map<string, Expression | undefined>();
  valuesByScope.set(site.innermost, known);
  if (!known.has(name)) known.set(name, unchangedValue(name, parseExpression(site.text, value), site));
  return known.get(name);
}

// What names stand for, by the scope that asks: a long list may be named on every line of a long file.
const valuesByScope = new WeakMap<NameScope, Map<string, Expression | undefined>>();

function unchangedValue(name: string, value: Expression, site: NameContext): Expression | undefined {
  return value.kind !== 'sequence' || isUnchanged(name, site) ? value : undefined;
}

function isUnchanged(name: string, { text, scopes }: NameContext): boolean {
  const touched = scopes.flatMap(scope => scope.touched.get(name) ?? []);
  return touched.every(({ start, end }) => readOnlyCall.test(text.slice(start, end)));
}

/** The elements of a literal list; undefined where how many there are cannot be told. */
export function literalElements(list: Expression | undefined): readonly Expression[] | undefined {
  if (list?.kind !== 'sequence' || list.type === 'set') return undefined;
  const isSeveral = (one: Expression): boolean => one.kind === 'computed' && ['a comprehension', 'unpacking'].includes(one.reason);
  return list.elements.some(isSeveral) ? undefined : list.elements;
}
