import { callArguments, isNone } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { typeName } from './columns.js';

/** Whether a directive takes away, renames or narrows what code of before relies on. */
export function isBreakingDirective(kind: string, call: CallExpression): boolean {
  return kind === 'alter_column' ? isBreakingAlter(call) : /^(?:drop_table|drop_column|rename_table)$/.test(kind);
}

function isBreakingAlter(call: CallExpression): boolean {
  const named = callArguments(call, [])?.named ?? new Map<string, Expression>();
  const isRequired = isFalse(named.get('nullable')) && !isFalse(named.get('existing_nullable'));
  return isRequired || !isNone(named.get('new_column_name')) || narrowsType(named.get('existing_type'), named.get('type_'));
}

function isFalse(expression: Expression | undefined): boolean {
  return expression?.kind === 'constant' && expression.value === false;
}

const integers = ['SmallInteger', 'Integer', 'BigInteger'];

/** `String(200)` to `String(50)`, `Text` to `String`, `BigInteger` to `Integer`: only what the text says for certain. */
function narrowsType(before: Expression | undefined, now: Expression | undefined): boolean {
  const [was = -1, is = -1] = [before, now].map(type => integers.indexOf(typeName(type)));
  if (is >= 0) return is < was;
  return [before, now].every(isText) && lengthOf(now) < lengthOf(before);
}

function isText(type: Expression | undefined): boolean {
  return /^(?:String|Unicode|VARCHAR|Text|TEXT|UnicodeText)$/.test(typeName(type));
}

function lengthOf(type: Expression | undefined): number {
  const length = type?.kind === 'call' ? callArguments(type, ['length'])?.named.get('length') : undefined;
  return length?.kind === 'number' ? length.value : Infinity;
}
