import type { DataChanges, RowWrite } from '@oneleaf/core';
import { callArguments, lastName, literalText } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { resolveConstants, type NameContext } from '../../languages/python/values/resolve-constants.js';
import { literalElements, valueAtUse } from '../../languages/python/values/row-values.js';
import { rowsInSql } from '../../languages/sql/row-writes.js';
import { qualifyName } from '../../languages/sql/statement-touches.js';

/** `bulk_insert(table, rows)`; undefined where the table is computed. */
export function bulkInsertRows(call: CallExpression, site: NameContext): DataChanges | undefined {
  const named = callArguments(call, ['table', 'rows'])?.named;
  const table = tableName(named?.get('table'), site);
  if (table === undefined) return undefined;
  const rows = literalElements(valueAtUse(named?.get('rows'), site));
  return { seeds: [{ does: 'insert', table, ...(rows ? { rows: rows.length } : {}) }], isAll: true };
}

/** `execute(…)` of literal SQL, or of `insert()`, `update()`, `delete()` of a table. */
export function executedRows(call: CallExpression, site: NameContext): DataChanges | undefined {
  const [statement, parameters] = call.args;
  const source = valueAtUse(statement, site);
  if (!source) return undefined;
  const text = resolveConstants(source.kind === 'call' && lastName(source.callee) === 'text' ? (source.args[0] ?? source) : source, site);
  const literal = literalText(text);
  if (literal === undefined) return builtStatementRows(source, site);
  const data = rowsInSql(literal);
  return data && parameters ? { ...data, seeds: data.seeds.map(seed => withRepeatedRows(seed, valueAtUse(parameters, site))) } : data;
}

/** A statement with a list of parameters runs once for each of them. */
function withRepeatedRows({ rows, ...seed }: RowWrite, parameters: Expression | undefined): RowWrite {
  const times = parameters?.kind === 'mapping' ? 1 : literalElements(parameters)?.length;
  return rows === undefined || times === undefined ? seed : { ...seed, rows: rows * times };
}

const statementBuilder = /^(?:(?:sa|sqlalchemy)\.)?(?:(insert|update|delete)\(\s*(\w+)\s*\)|(\w+)\.(insert|update|delete)\()/;

/** `roles.insert().values(…)`, `sa.update(roles).where(…)`: how many rows that is, is not read. */
function builtStatementRows({ span }: Expression, site: NameContext): DataChanges | undefined {
  const [head, before, first, second, after] = statementBuilder.exec(site.text.slice(span.start, span.end)) ?? [];
  const [does, name] = [before ?? after, first ?? second];
  if (head === undefined || name === undefined || !isRowWrite(does)) return undefined;
  const at = { start: span.end, end: span.end };
  const table = tableName({ kind: 'name', path: name, span: at }, site);
  return table === undefined ? undefined : { seeds: [{ does, table }], isAll: true };
}

function isRowWrite(word: string | undefined): word is RowWrite['does'] {
  return word === 'insert' || word === 'update' || word === 'delete';
}

/** `sa.table('name', …)`, `sa.Table('name', …)`, or what `op.create_table('name', …)` has given. */
function tableName(expression: Expression | undefined, site: NameContext): string | undefined {
  const table = valueAtUse(expression, site);
  if (table?.kind !== 'call' || !/^(?:table|create_table)$/i.test(lastName(table.callee))) return undefined;
  const resolved = resolveConstants(table, site);
  const named = resolved.kind === 'call' ? resolved : table;
  const name = literalText(named.args[0]);
  return name === undefined ? undefined : qualifyName(name, literalText(new Map(named.keywords).get('schema')));
}
