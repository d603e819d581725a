import type { Operation } from '@oneleaf/core';
import type { Line } from '../python/body.js';
import { argumentsOf, lastName, textOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { resolve, type Site } from '../python/fold.js';
import { originOf } from '../python/origin.js';
import type { Outline } from '../python/outline.js';
import { parseExpression } from '../python/parser.js';
import type { Scope } from '../python/scope.js';
import { everyColumn, readSql } from '../python/sql.js';
import { partsOf } from '../python/within.js';
import { columnOf, enumOf } from './columns.js';
import { type Batch, directives, touchesOf } from './directives.js';
import { bulkInserted, executedRows } from './seeds.js';

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

export function siteOf({ read, scope }: Ground): Site {
  return { text: read.text, scopes: [scope, read.module] };
}

type Simple = Extract<Line, { kind: 'simple' }>;

/** What one simple statement does: at most one operation. */
export function operationsOf({ span, value }: Simple, ground: Ground): readonly Operation[] {
  const { text } = ground.read;
  const expression = resolve(parseExpression(text, value), siteOf(ground));
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
  if (batch || origin?.startsWith('alembic.op.') === true) return directive({ call, span }, ground, batch);
  if (kind === 'execute') return executed({ call, span }, ground);
  if (kind === 'create' || kind === 'drop') return created({ call, span }, ground);
  return isInert(call, ground) ? [] : [unknown({ kind, span }, `calls ${call.callee}`)];
}

const silent = new Set(['get_bind', 'get_context', 'f', 'inline_literal']);

function directive({ call, span }: Statement, ground: Ground, batch: Batch | undefined): readonly Operation[] {
  const kind = lastName(call.callee);
  if (silent.has(kind)) return [];
  if (kind === 'execute') return executed({ call, span }, ground);
  if (kind === 'bulk_insert') return [inserted({ call, span }, ground)];
  const known = directives.get(kind);
  if (!known) return [unknown({ kind, span }, 'is not read')];
  const given = argumentsOf(
    call,
    known.parameters.filter(name => !batch || name !== known.table),
  );
  const touches = given && touchesOf(known, given, batch);
  if (!touches) return [unknown({ kind, span }, 'has arguments that are computed')];
  return [{ kind, span, touches, ...(kind === 'create_table' ? { columns: columnsOf(call, touches) } : {}) }];
}

/** What the table begins with; `touches` has named it. */
function columnsOf({ args }: Call, [table]: Operation['touches']): Operation['touches'] {
  return args.flatMap(arg => {
    const column = columnOf(arg);
    return column && table ? [{ does: 'add', thing: 'column', name: column.name, of: table.name, type: column.type } as const] : [];
  });
}

function inserted({ call, span }: Statement, ground: Ground): Operation {
  const data = bulkInserted(unresolved(call, ground), siteOf(ground));
  return { ...unknown({ kind: 'bulk_insert', span }, 'writes rows'), touches: tableOf(call.args[0]), ...(data ? { data } : {}) };
}

/** The call as it is written: of a name, that of a list, more is known than what it is worth. */
function unresolved(call: Call, { read }: Ground): Call {
  const written = parseExpression(read.text, call.span);
  return written.kind === 'call' ? written : call;
}

/** SQL in `op.execute('…')` or `connection.execute(sa.text('…'))`. */
function executed({ call, span }: Statement, ground: Ground): readonly Operation[] {
  const [first] = call.args;
  const literal = textOf(first?.kind === 'call' && lastName(first.callee) === 'text' ? first.args[0] : first);
  const read = literal === undefined ? { touches: [], opaque: 'runs SQL' } : readSql(literal);
  if (read.opaque === undefined && read.touches.length === 0) return [];
  const data = executedRows(unresolved(call, ground), siteOf(ground));
  return [{ kind: 'execute', span, ...read, ...(data ? { data } : {}) }];
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
