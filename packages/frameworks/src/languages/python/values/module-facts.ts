import type { ReadingFailure } from '@oneleaf/core';
import type { AttributeFact, FileFacts } from './file-facts.js';
import { sourceProblem, decodeSource } from '../syntax/decode-source.js';
import type { Expression } from '../syntax/expression.js';
import { factOf, resolveConstants } from './resolve-constants.js';
import { type ModuleOutline, type OutlineRequest, outlineModule } from '../modules/module-outline.js';
import { parseExpression } from '../syntax/parser.js';
import { type NameScope, lookupFinalValue } from '../modules/name-scope.js';

/** The outline of a file, or why it cannot be read. */
export function readModule(bytes: Uint8Array, request: OutlineRequest): ModuleOutline | ReadingFailure {
  const text = decodeSource(bytes);
  if (typeof text !== 'string') return text;
  const problem = sourceProblem(text);
  if (problem) return problem;
  const read = outlineModule(text, request);
  return read.failure ? { kind: 'syntax', ...read.failure } : read;
}

export function isProblem(read: ModuleOutline | ReadingFailure): read is ReadingFailure {
  return 'kind' in read;
}

export function unreadableFacts(problem: ReadingFailure): FileFacts {
  return { problem, names: {}, body: '' };
}

/** What a plain name is worth at the end of `scopes[0]`, as far as that can be told; undefined when nothing there binds it. */
export function valueOfName(read: ModuleOutline, scopes: readonly [NameScope, ...NameScope[]], name: string): Expression | undefined {
  const [scope] = scopes;
  const found = lookupFinalValue(scope, name);
  if (found === 'absent') return undefined;
  if (!found.value) return { kind: 'computed', span: found.span, reason: found.reason ?? 'a class' };
  const expression = resolveConstants(parseExpression(read.text, found.value), { text: read.text, scopes });
  const [touched] = scope.touched.get(name) ?? [];
  const mutable = expression.kind === 'sequence' && expression.type !== 'tuple';
  return touched && mutable ? { kind: 'computed', span: touched, reason: 'changed after it is made' } : expression;
}

/** Everything that a name of the module may be worth, whichever branches run; an expression that cannot be read is computed. */
export function possibleValues({ module, text }: ModuleOutline, name: string): readonly Expression[] {
  const bound = (module.bindings.get(name) ?? []).flatMap(({ value, possible }) => value ?? possible ?? []);
  return bound.map(span => resolveConstants(parseExpression(text, span), { text, scopes: [module] }));
}

/** `valueOf` as a fact. */
export function factOfName(read: ModuleOutline, scopes: readonly [NameScope, ...NameScope[]], name: string): AttributeFact | undefined {
  const value = valueOfName(read, scopes, name);
  return value && factOf(read.text, value);
}
