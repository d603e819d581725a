import type { Fact, Facts, Problem } from '@oneleaf/core';
import { blemish, decode } from './decode.js';
import type { Expression } from './expression.js';
import { factOf, resolve } from './fold.js';
import { type Outline, type Wanted, outline } from './outline.js';
import { parseExpression } from './parser.js';
import { type Scope, lookup } from './scope.js';

/** The outline of a file, or why it cannot be read. */
export function readModule(bytes: Uint8Array, wanted: Wanted): Outline | Problem {
  const text = decode(bytes);
  if (typeof text !== 'string') return text;
  const problem = blemish(text);
  if (problem) return problem;
  const read = outline(text, wanted);
  return read.failure ? { kind: 'syntax', ...read.failure } : read;
}

export function isProblem(read: Outline | Problem): read is Problem {
  return 'kind' in read;
}

export function unreadable(problem: Problem): Facts {
  return { problem, names: {}, body: '' };
}

/** What a plain name is worth at the end of `scopes[0]`, as far as that can be told; undefined when nothing there binds it. */
export function valueOf(read: Outline, scopes: readonly [Scope, ...Scope[]], name: string): Expression | undefined {
  const [scope] = scopes;
  const found = lookup(scope, name);
  if (found === 'absent') return undefined;
  if (!found.value) return { kind: 'computed', span: found.span, reason: found.reason ?? 'a class' };
  const expression = resolve(parseExpression(read.text, found.value), { text: read.text, scopes });
  const [touched] = scope.touched.get(name) ?? [];
  const mutable = expression.kind === 'sequence' && expression.type !== 'tuple';
  return touched && mutable ? { kind: 'computed', span: touched, reason: 'changed after it is made' } : expression;
}

/** `valueOf` as a fact. */
export function fact(read: Outline, scopes: readonly [Scope, ...Scope[]], name: string): Fact | undefined {
  const value = valueOf(read, scopes, name);
  return value && factOf(read.text, value);
}
