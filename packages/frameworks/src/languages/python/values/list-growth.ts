import type { Expression } from '../syntax/expression.js';
import { resolveConstants } from './resolve-constants.js';
import type { ModuleOutline } from '../modules/module-outline.js';
import { parseExpression } from '../syntax/parser.js';
import type { NameScope } from '../modules/name-scope.js';

/** A list that later statements, which may or may not run, put more into. */
export interface GrownList {
  readonly made: Expression;
  readonly added: readonly Expression[];
}

/** The list that `name` is at first, and what may come to it; undefined when anything but growing may happen to it. */
export function grownList(read: ModuleOutline, scopes: readonly [NameScope, ...NameScope[]], name: string): GrownList | undefined {
  const [scope] = scopes;
  const site = { text: read.text, scopes };
  const [first, ...later] = scope.bindings.get(name) ?? [];
  const touched = scope.touched.get(name) ?? [];
  if (!first?.value || later.length + touched.length === 0) return undefined;
  const grown = [
    ...later.map(({ added }) => (added ? listElements(resolveConstants(parseExpression(read.text, added), site)) : undefined)),
    ...touched.map(span => addedBy(resolveConstants(parseExpression(read.text, span), site), name)),
  ];
  const added = grown.flatMap(one => one ?? []);
  return grown.includes(undefined) ? undefined : { made: resolveConstants(parseExpression(read.text, first.value), site), added };
}

function listElements(list: Expression): readonly Expression[] {
  return list.kind === 'sequence' ? list.elements : [{ kind: 'computed', reason: 'not a list', span: list.span }];
}

/** What a statement puts into a list; undefined when it does something else to it. */
function addedBy(call: Expression, name: string): readonly Expression[] | undefined {
  if (call.kind !== 'call' || call.keywords.length > 0) return undefined;
  const last = call.args.at(-1);
  if (!last) return undefined;
  if (call.callee === `${name}.extend`) return listElements(last);
  return call.callee === `${name}.append` || call.callee === `${name}.insert` ? [last] : undefined;
}
