import type { Span } from '@oneleaf/core';
import type { Expression } from './expression.js';
import type { Site } from './fold.js';
import { parseExpression } from './parser.js';
import { lookup, type Scope } from './scope.js';

/** Calls that read a list and leave it as it is. */
const reading = /^[\w.]*\b(?:bulk_insert|bulk_create|execute|print)\(/;

/** The expression itself, or the one that a name of the file stands for; a list that may have changed since is none. */
export function given(expression: Expression | undefined, site: Site): Expression | undefined {
  const [innermost] = site.scopes;
  if (expression?.kind !== 'name' || expression.path.includes('.') || !innermost) return expression;
  const { path, span } = expression;
  const scope = site.scopes.find(({ bindings }) => bindings.has(path));
  const found = scope ? lookup(scope, path) : 'absent';
  if (found === 'absent' || !found.value || found.span.start >= span.start) return undefined;
  return remembered(path, found.value, { ...site, innermost });
}

function remembered(name: string, value: Span, site: Site & { readonly innermost: Scope }): Expression | undefined {
  const known = standing.get(site.innermost) ?? new Map<string, Expression | undefined>();
  standing.set(site.innermost, known);
  if (!known.has(name)) known.set(name, kept(name, parseExpression(site.text, value), site));
  return known.get(name);
}

// What names stand for, by the scope that asks: a long list may be named on every line of a long file.
const standing = new WeakMap<Scope, Map<string, Expression | undefined>>();

function kept(name: string, value: Expression, site: Site): Expression | undefined {
  return value.kind !== 'sequence' || isKept(name, site) ? value : undefined;
}

function isKept(name: string, { text, scopes }: Site): boolean {
  const touched = scopes.flatMap(scope => scope.touched.get(name) ?? []);
  return touched.every(({ start, end }) => reading.test(text.slice(start, end)));
}

/** The elements of a literal list; undefined where how many there are cannot be told. */
export function elementsOf(list: Expression | undefined): readonly Expression[] | undefined {
  if (list?.kind !== 'sequence' || list.type === 'set') return undefined;
  const isSeveral = (one: Expression): boolean => one.kind === 'computed' && ['a comprehension', 'unpacking'].includes(one.reason);
  return list.elements.some(isSeveral) ? undefined : list.elements;
}
