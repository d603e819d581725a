import type { Span } from '@oneleaf/core';

/** A `class` statement whose body was read. */
export interface ClassOutline {
  readonly name: string;
  /** From `class` to the colon. */
  readonly header: Span;
  /** What stands between the parentheses; absent without parentheses. */
  readonly bases?: Span;
  readonly body: NameScope;
}

/** One place that gives a name its value. */
export interface Binding {
  /** The whole place, to be shown. */
  readonly span: Span;
  /** The expression on the right of `=`. */
  readonly value?: Span;
  readonly definition?: ClassOutline;
  /** Set for a `def` at the left margin that no decorator wraps: where it begins. */
  readonly function?: number;
  /** Why the value cannot be known, where neither of the two is given. */
  readonly reason?: string;
  /** The expression on the right of `+=`. */
  readonly added?: Span;
  /** What the name is worth if the block runs that it is bound in. */
  readonly possible?: Span;
}

export interface NameScope {
  readonly bindings: Map<string, Binding[]>;
  /** What a statement may have changed in place: `x` after `f(x)` or `x[0] = …`, `x` and `x.a` after `x.a.append(…)`, and `x.*` where it is the whole of x. */
  readonly touched: Map<string, Span[]>;
}

export type NameLookup = Binding | 'absent';

/** Under this name stands `from … import *`. */
export const STAR_IMPORT = '*';
const reflectiveFunctions = ['globals', 'locals', 'vars', 'exec', 'setattr'];

export function emptyScope(): NameScope {
  return { bindings: new Map(), touched: new Map() };
}

export function recordTouch(scope: NameScope, name: string, attribute: string, span: Span): void {
  for (const key of [name, `${name}.${attribute === '' ? '*' : attribute}`]) {
    appendTo(scope.touched, key, span);
  }
}

export function recordBinding(scope: NameScope, name: string, binding: Binding): void {
  appendTo(scope.bindings, name.normalize('NFKC'), binding);
}

/** A file may have one name on each of its lines: lists of them are not copied. */
function appendTo<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}

function reflectionIn(scope: NameScope): Binding | undefined {
  for (const word of reflectiveFunctions) {
    const [span] = scope.touched.get(word) ?? [];
    if (span) return { span, reason: `${word}() may change it` };
  }
  return undefined;
}

/** What a name is worth at the end of its scope: its only binding, or one that says why there is no telling. */
export function lookupName(scope: NameScope, name: string): NameLookup {
  const bindings = scope.bindings.get(name) ?? [];
  const last = bindings.at(-1);
  const reflection = reflectionIn(scope);
  if (reflection) return reflection;
  if (!last) return lookupUnbound(scope, name);
  if (bindings.length === 1) return last;
  return { span: last.span, reason: last.reason ?? 'assigned more than once' };
}

/**
 * What a name is worth when its scope has run, for one that nothing reads before: of several plain assignments the last one holds.
 * A constant that other statements use may have had an earlier value where they stand: `lookupName` is for those.
 */
export function lookupFinalValue(scope: NameScope, name: string): NameLookup {
  const found = lookupName(scope, name);
  const bindings = scope.bindings.get(name) ?? [];
  const last = bindings.at(-1);
  const isPlain = bindings.every(({ value, reason }) => value !== undefined && reason === undefined);
  return last && isPlain && bindings.length > 1 && !reflectionIn(scope) ? last : found;
}

function lookupUnbound(scope: NameScope, name: string): NameLookup {
  const [span] = scope.touched.get(name) ?? [];
  return span ? { span, reason: 'changed where it is not defined' } : 'absent';
}

/** Statements that share a scope and the certainty that they run. */
export interface StatementBlock {
  readonly scope: NameScope;
  /** How many columns are open in its lines. */
  readonly level: number;
  /** The keyword because of which the block may not run, or run more than once. */
  readonly doubt?: string;
}

/** Records a binding; inside a block that may not run, its value is in doubt. */
export function bindInBlock(block: StatementBlock, name: string, binding: Binding): void {
  const { span, added, value } = binding;
  const doubtful = {
    span,
    reason: `bound inside \`${block.doubt ?? ''}\``,
    ...(added ? { added } : {}),
    ...(value ? { possible: value } : {}),
  };
  recordBinding(block.scope, name, block.doubt === undefined ? binding : doubtful);
}
