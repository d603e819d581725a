import type { SeedValue } from '@oneleaf/core';
import { textOf } from './call.js';
import type { Expression } from './expression.js';
import type { Site } from './fold.js';
import { parseExpression } from './parser.js';
import { lookup } from './scope.js';

/** Calls that read a list and leave it as it is. */
const reading = /^[\w.]*\b(?:bulk_insert|bulk_create|execute|print)\(/;

/** The expression itself, or the one that a name of the file stands for; a list that may have changed since is none. */
export function given(expression: Expression | undefined, { text, scopes }: Site): Expression | undefined {
  if (expression?.kind !== 'name' || expression.path.includes('.')) return expression;
  const { path, span } = expression;
  const scope = scopes.find(({ bindings }) => bindings.has(path));
  const found = scope ? lookup(scope, path) : 'absent';
  if (found === 'absent' || !found.value || found.span.start >= span.start) return undefined;
  const value = parseExpression(text, found.value);
  return value.kind !== 'sequence' || isKept(path, { text, scopes }) ? value : undefined;
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

/** The literal texts of one row: a dictionary, `dict(…)`, or a call of a model. */
export function valuesOf(row: Expression, site: Site): readonly SeedValue[] {
  const pairs: readonly (readonly [name: string | undefined, value: Expression])[] =
    row.kind === 'mapping' ? row.entries.map(([key, value]) => [textOf(key), value]) : row.kind === 'call' ? row.keywords : [];
  return pairs.flatMap(([column, value]) => {
    const text = given(value, site);
    return column !== undefined && text?.kind === 'string' ? [{ column, text: text.text, span: text.span }] : [];
  });
}
