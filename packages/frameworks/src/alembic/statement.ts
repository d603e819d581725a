import type { Operation } from '@oneleaf/core';
import type { Line } from '../python/body.js';
import { argumentsOf, lastName, textOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { resolve } from '../python/fold.js';
import { originOf } from '../python/origin.js';
import type { Outline } from '../python/outline.js';
import { parseExpression } from '../python/parser.js';
import type { Scope } from '../python/scope.js';
import { everyColumn, readSql } from '../python/sql.js';
import { partsOf } from '../python/within.js';
import { enumOf } from './columns.js';
import { type Batch, directives, touchesOf } from './directives.js';

/** Where a statement stands. */
export interface Ground {
  readonly read: Outline;
  /** The names of the function. */
  readonly scope: Scope;
  /** What `with op.batch_alter_table(…) as name` has opened. */
  readonly batches: ReadonlyMap<string, Batch>;
  /** Why it may not run. */
  readonly doubt?: string;
}

type Simple = Extract<Line, { kind: 'simple' }>;

/** What one simple statement does: at most one operation. */
export function operationsOf({ span, value }: Simple, ground: Ground): readonly Operation[] {
  const { text } = ground.read;
  const site = { text, scopes: [ground.scope, ground.read.module] };
  const expression = resolve(parseExpression(text, value), site);
  if (expression.kind === 'call') return operation({ call: expression, span }, ground);
  // What holds no brackets calls nothing.
  return isInert(expression, ground) || !text.slice(span.start, span.end).includes('(')
    ? []
    : typed(text.slice(value.start, value.end), span);
}

interface Statement {
  readonly call: Call;
  readonly span: Operation['span'];
}

function operation({ call, span }: Statement, ground: Ground): readonly Operation[] {
  const kind = lastName(call.callee);
  const [first = ''] = call.callee.split('.');
  const batch = ground.batches.get(first);
  const origin = originOf(ground.read, call.callee, [ground.scope]);
  if (batch || origin?.startsWith('alembic.op.') === true) return directive({ call, span }, kind, batch);
  if (kind === 'execute') return executed('execute', { call, span });
  if (kind === 'create' || kind === 'drop') return created({ call, span }, ground);
  return isInert(call, ground) ? [] : [unknown({ kind, span }, `calls ${call.callee}`)];
}

const silent = new Set(['get_bind', 'get_context', 'f', 'inline_literal']);

function directive({ call, span }: Statement, kind: string, batch: Batch | undefined): readonly Operation[] {
  if (silent.has(kind)) return [];
  if (kind === 'execute') return executed(kind, { call, span });
  if (kind === 'bulk_insert') return [{ ...unknown({ kind, span }, 'writes rows'), touches: tableOf(call.args[0]) }];
  const known = directives.get(kind);
  if (!known) return [unknown({ kind, span }, 'is not read')];
  const given = argumentsOf(
    call,
    known.parameters.filter(name => !batch || name !== known.table),
  );
  const touches = given && touchesOf(known, given, batch);
  return [touches ? { kind, span, touches } : unknown({ kind, span }, 'has arguments that are computed')];
}

/** SQL in `op.execute('…')` or `connection.execute(sa.text('…'))`. */
function executed(kind: string, { call, span }: Statement): readonly Operation[] {
  const [first] = call.args;
  const literal = textOf(first?.kind === 'call' && lastName(first.callee) === 'text' ? first.args[0] : first);
  const read = literal === undefined ? { touches: [], opaque: 'runs SQL' } : readSql(literal);
  return read.opaque === undefined && read.touches.length === 0 ? [] : [{ kind, span, ...read }];
}

/** `bulk_insert(sa.table('name', …), rows)`. */
function tableOf(table: Expression | undefined): Operation['touches'] {
  const name = table?.kind === 'call' && lastName(table.callee).toLowerCase() === 'table' ? textOf(table.args[0]) : undefined;
  return name === undefined ? [] : everyColumn(name);
}

/** `status.create(bind)`, where `status` is an enumeration. */
function created({ call, span }: Statement, ground: Ground): readonly Operation[] {
  const [name = '', kind = '', ...rest] = call.callee.split('.');
  const value = rest.length === 0 ? onlyValue(name, ground) : undefined;
  const touches = value?.kind === 'call' && isEnum(value) ? enumOf(value, kind === 'create' ? 'add' : 'remove') : [];
  return touches.length > 0 ? [{ kind: `${kind} type`, span, touches }] : [unknown({ kind, span }, `calls ${call.callee}`)];
}

/** What a name is worth where one assignment gives it its value. */
function onlyValue(name: string, { read, scope }: Ground): Expression | undefined {
  const [only, ...others] = [scope, read.module].flatMap(({ bindings }) => bindings.get(name) ?? []);
  return only?.value && others.length === 0 ? parseExpression(read.text, only.value) : undefined;
}

function isEnum({ callee }: Call): boolean {
  return lastName(callee).toLowerCase() === 'enum';
}

const spelledEnum = /^(?:\w+\.)*(?:Enum|ENUM)\((?:[^()]*,\s*)?name=(['"])(\w+)\1[^()]*\)\s*\.(create|drop)\(/;

/** `sa.Enum(…, name='status').drop(bind)` and everything else that cannot be parsed. */
function typed(source: string, span: Operation['span']): readonly Operation[] {
  const [, , name, kind = ''] = spelledEnum.exec(source) ?? [];
  if (name === undefined) return [unknown({ kind: 'statement', span }, 'calls what is not read')];
  return [{ kind: `${kind} type`, span, touches: [{ does: kind === 'create' ? 'add' : 'remove', thing: 'type', name }] }];
}

const harmless = /^(?:sqlalchemy|datetime|uuid|decimal|logging)\./;

/** Whether evaluating an expression does nothing to a database: literals, and the making of columns and types. */
function isInert(expression: Expression, ground: Ground): boolean {
  if (expression.kind === 'computed') return !ground.read.text.slice(expression.span.start, expression.span.end).includes('(');
  if (expression.kind === 'call' && !isHarmless(expression, ground)) return false;
  return partsOf(expression).every(part => isInert(part, ground));
}

/** Loggers have these names, whatever makes them. */
const log = /^(?:logger|log|logging)\.(?:debug|info|warning|error|exception)$/;

function isHarmless({ callee }: Call, { read, scope }: Ground): boolean {
  if (callee === 'print' || log.test(callee)) return true;
  const origin = originOf(read, callee, [scope]) ?? '';
  return harmless.test(origin) || origin === 'alembic.op.f' || origin === 'alembic.op.get_bind';
}

function unknown({ kind, span }: { kind: string; span: Operation['span'] }, opaque: string): Operation {
  return { kind, span, touches: [], opaque };
}
