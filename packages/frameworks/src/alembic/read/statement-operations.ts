import type { Operation } from '@oneleaf/core';
import type { BodyStatement } from '../../languages/python/modules/function-body.js';
import { callArguments, lastName, literalText } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { resolveConstants, type NameContext } from '../../languages/python/values/resolve-constants.js';
import { importOrigin } from '../../languages/python/modules/import-origin.js';
import type { ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { parseExpression } from '../../languages/python/syntax/parser.js';
import type { NameScope } from '../../languages/python/modules/name-scope.js';
import { everyColumnTouches, sqlTouches } from '../../languages/sql/statement-touches.js';
import { subexpressions } from '../../languages/python/values/expression-search.js';
import { columnDefinition, enumTouches } from './columns.js';
import { type BatchedTable, directives, directiveTouches } from './directives.js';
import { bulkInsertRows, executedRows } from './row-writes.js';

/** Where a statement stands. */
export interface StatementContext {
  readonly read: ModuleOutline;
  /** The names of the function. */
  readonly scope: NameScope;
  /** What `with op.batch_alter_table(…) as name` has opened. */
  readonly batches: ReadonlyMap<string, BatchedTable>;
  /** Why it may not run. */
  readonly doubt?: string;
}

export function nameContext({ read, scope }: StatementContext): NameContext {
  return { text: read.text, scopes: [scope, read.module] };
}

type SimpleBodyStatement = Extract<BodyStatement, { kind: 'simple' }>;

/** What one simple statement does: at most one operation. */
export function statementOperations({ span, value }: SimpleBodyStatement, context: StatementContext): readonly Operation[] {
  const { text } = context.read;
  const expression = resolveConstants(parseExpression(text, value), nameContext(context));
  if (expression.kind === 'call') return callOperations({ call: expression, span }, context);
  // What holds no brackets calls nothing.
  return isInert(expression, context) || !text.slice(span.start, span.end).includes('(')
    ? []
    : unparsedOperations(text.slice(value.start, value.end), span);
}

interface CallStatement {
  readonly call: CallExpression;
  readonly span: Operation['span'];
}

function callOperations({ call, span }: CallStatement, context: StatementContext): readonly Operation[] {
  const kind = lastName(call.callee);
  const [first = ''] = call.callee.split('.');
  const batch = context.batches.get(first);
  const origin = importOrigin(context.read, call.callee, [context.scope]);
  if (batch || origin?.startsWith('alembic.op.') === true) return directiveOperations({ call, span }, context, batch);
  if (kind === 'execute') return executeOperations({ call, span }, context);
  if (kind === 'create' || kind === 'drop') return enumOperations({ call, span }, context);
  return isInert(call, context) ? [] : [opaqueOperation({ kind, span }, `calls ${call.callee}`)];
}

const silentDirectives = new Set(['get_bind', 'get_context', 'f', 'inline_literal']);

function directiveOperations(
  { call, span }: CallStatement,
  context: StatementContext,
  batch: BatchedTable | undefined,
): readonly Operation[] {
  const kind = lastName(call.callee);
  if (silentDirectives.has(kind)) return [];
  if (kind === 'execute') return executeOperations({ call, span }, context);
  if (kind === 'bulk_insert') return [bulkInsertOperation({ call, span }, context)];
  const known = directives.get(kind);
  if (!known) return [opaqueOperation({ kind, span }, 'is not read')];
  const given = callArguments(
    call,
    known.parameters.filter(name => !batch || name !== known.table),
  );
  const touches = given && directiveTouches(known, given, batch);
  if (!touches) return [opaqueOperation({ kind, span }, 'has arguments that are computed')];
  return [{ kind, span, touches, ...(kind === 'create_table' ? { columns: newColumns(call, touches) } : {}) }];
}

/** What the table begins with; `touches` has named it. */
function newColumns({ args }: CallExpression, [table]: Operation['touches']): Operation['touches'] {
  return args.flatMap(arg => {
    const column = columnDefinition(arg);
    return column && table ? [{ does: 'add', thing: 'column', name: column.name, of: table.name, type: column.type } as const] : [];
  });
}

function bulkInsertOperation({ call, span }: CallStatement, context: StatementContext): Operation {
  const data = bulkInsertRows(writtenCall(call, context), nameContext(context));
  return {
    ...opaqueOperation({ kind: 'bulk_insert', span }, 'writes rows'),
    touches: tableTouches(call.args[0]),
    ...(data ? { data } : {}),
  };
}

/** The call as it is written: of a name, that of a list, more is known than what it is worth. */
function writtenCall(call: CallExpression, { read }: StatementContext): CallExpression {
  const written = parseExpression(read.text, call.span);
  return written.kind === 'call' ? written : call;
}

/** SQL in `op.execute('…')` or `connection.execute(sa.text('…'))`. */
function executeOperations({ call, span }: CallStatement, context: StatementContext): readonly Operation[] {
  const [first] = call.args;
  const literal = literalText(first?.kind === 'call' && lastName(first.callee) === 'text' ? first.args[0] : first);
  const read = literal === undefined ? { touches: [], opaque: 'runs SQL' } : sqlTouches(literal);
  if (read.opaque === undefined && read.touches.length === 0) return [];
  const data = executedRows(writtenCall(call, context), nameContext(context));
  return [{ kind: 'execute', span, ...read, ...(data ? { data } : {}) }];
}

/** `bulk_insert(sa.table('name', …), rows)`. */
function tableTouches(table: Expression | undefined): Operation['touches'] {
  const name = table?.kind === 'call' && lastName(table.callee).toLowerCase() === 'table' ? literalText(table.args[0]) : undefined;
  return name === undefined ? [] : everyColumnTouches(name);
}

/** `status.create(bind)`, where `status` is an enumeration. */
function enumOperations({ call, span }: CallStatement, context: StatementContext): readonly Operation[] {
  const [name = '', kind = '', ...rest] = call.callee.split('.');
  const value = rest.length === 0 ? assignedValue(name, context) : undefined;
  const touches = value?.kind === 'call' && isEnum(value) ? enumTouches(value, kind === 'create' ? 'add' : 'remove') : [];
  return touches.length > 0 ? [{ kind: `${kind} type`, span, touches }] : [opaqueOperation({ kind, span }, `calls ${call.callee}`)];
}

/** What a name is worth where one assignment gives it its value. */
function assignedValue(name: string, { read, scope }: StatementContext): Expression | undefined {
  const [only, ...others] = [scope, read.module].flatMap(({ bindings }) => bindings.get(name) ?? []);
  return only?.value && others.length === 0 ? parseExpression(read.text, only.value) : undefined;
}

function isEnum({ callee }: CallExpression): boolean {
  return lastName(callee).toLowerCase() === 'enum';
}

const enumStatement = /^(?:\w+\.)*(?:Enum|ENUM)\((?:[^()]*,\s*)?name=(['"])(\w+)\1[^()]*\)\s*\.(create|drop)\(/;

/** `sa.Enum(…, name='status').drop(bind)` and everything else that cannot be parsed. */
function unparsedOperations(source: string, span: Operation['span']): readonly Operation[] {
  const [, , name, kind = ''] = enumStatement.exec(source) ?? [];
  if (name === undefined) return [opaqueOperation({ kind: 'statement', span }, 'calls what is not read')];
  return [{ kind: `${kind} type`, span, touches: [{ does: kind === 'create' ? 'add' : 'remove', thing: 'type', name }] }];
}

const harmlessOrigin = /^(?:sqlalchemy|datetime|uuid|decimal|logging)\./;

/** Whether evaluating an expression does nothing to a database: literals, and the making of columns and types. */
function isInert(expression: Expression, context: StatementContext): boolean {
  if (expression.kind === 'computed') return !context.read.text.slice(expression.span.start, expression.span.end).includes('(');
  if (expression.kind === 'call' && !isHarmless(expression, context)) return false;
  return subexpressions(expression).every(part => isInert(part, context));
}

/** Loggers have these names, whatever makes them. */
const loggerCall = /^(?:logger|log|logging)\.(?:debug|info|warning|error|exception)$/;

function isHarmless({ callee }: CallExpression, { read, scope }: StatementContext): boolean {
  if (callee === 'print' || loggerCall.test(callee)) return true;
  const origin = importOrigin(read, callee, [scope]) ?? '';
  return harmlessOrigin.test(origin) || origin === 'alembic.op.f' || origin === 'alembic.op.get_bind';
}

function opaqueOperation({ kind, span }: { kind: string; span: Operation['span'] }, opaque: string): Operation {
  return { kind, span, touches: [], opaque };
}
