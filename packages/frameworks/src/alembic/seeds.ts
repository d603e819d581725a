import type { Data, Seed } from '@oneleaf/core';
import { argumentsOf, lastName, textOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { resolve, type Site } from '../python/fold.js';
import { elementsOf, given } from '../python/rows.js';
import { rowsInSql } from '../python/sql-rows.js';
import { inSchema } from '../python/sql.js';

/** `bulk_insert(table, rows)`; undefined where the table is computed. */
export function bulkInserted(call: Call, site: Site): Data | undefined {
  const named = argumentsOf(call, ['table', 'rows'])?.named;
  const table = tableOf(named?.get('table'), site);
  if (table === undefined) return undefined;
  const rows = elementsOf(given(named?.get('rows'), site));
  return { seeds: [{ does: 'insert', table, ...(rows ? { rows: rows.length } : {}) }], isAll: true };
}

/** `execute(…)` of literal SQL, or of `insert()`, `update()`, `delete()` of a table. */
export function executedRows(call: Call, site: Site): Data | undefined {
  const [statement, parameters] = call.args;
  const source = given(statement, site);
  if (!source) return undefined;
  const text = resolve(source.kind === 'call' && lastName(source.callee) === 'text' ? (source.args[0] ?? source) : source, site);
  const literal = textOf(text);
  if (literal === undefined) return built(source, site);
  const data = rowsInSql(literal);
  return data && parameters ? { ...data, seeds: data.seeds.map(seed => repeated(seed, given(parameters, site))) } : data;
}

/** A statement with a list of parameters runs once for each of them. */
function repeated({ rows, ...seed }: Seed, parameters: Expression | undefined): Seed {
  const times = parameters?.kind === 'mapping' ? 1 : elementsOf(parameters)?.length;
  return rows === undefined || times === undefined ? seed : { ...seed, rows: rows * times };
}

const builders = /^(?:(?:sa|sqlalchemy)\.)?(?:(insert|update|delete)\(\s*(\w+)\s*\)|(\w+)\.(insert|update|delete)\()/;

/** `roles.insert().values(…)`, `sa.update(roles).where(…)`: how many rows that is, is not read. */
function built({ span }: Expression, site: Site): Data | undefined {
  const [head, before, first, second, after] = builders.exec(site.text.slice(span.start, span.end)) ?? [];
  const [does, name] = [before ?? after, first ?? second];
  if (head === undefined || name === undefined || !isDeed(does)) return undefined;
  const at = { start: span.end, end: span.end };
  const table = tableOf({ kind: 'name', path: name, span: at }, site);
  return table === undefined ? undefined : { seeds: [{ does, table }], isAll: true };
}

function isDeed(word: string | undefined): word is Seed['does'] {
  return word === 'insert' || word === 'update' || word === 'delete';
}

/** `sa.table('name', …)`, `sa.Table('name', …)`, or what `op.create_table('name', …)` has given. */
function tableOf(expression: Expression | undefined, site: Site): string | undefined {
  const table = given(expression, site);
  if (table?.kind !== 'call' || !/^(?:table|create_table)$/i.test(lastName(table.callee))) return undefined;
  const resolved = resolve(table, site);
  const named = resolved.kind === 'call' ? resolved : table;
  const name = textOf(named.args[0]);
  return name === undefined ? undefined : inSchema(name, textOf(new Map(named.keywords).get('schema')));
}
