import type { SchemaDifference } from '@oneleaf/core';
import { SandboxError } from '../sandbox-error.js';
import type { Catalog, CatalogObject } from './catalog.js';

export const COLUMN_ORDER = 'column order';

/** In a stable order. Throws a `SandboxError` when one of them is no catalog of a database: nothing is equal to a probe that failed. */
export function compareCatalogs(one: Catalog, other: Catalog): readonly SchemaDifference[] {
  if (one.objects.length === 0 || other.objects.length === 0) {
    throw new SandboxError('there are no snapshots of both databases, so nothing was compared', 'run the command again');
  }
  if (one.engine !== other.engine) {
    throw new SandboxError('the snapshots are of different kinds of databases, so nothing was compared', 'run the command again');
  }
  const [left, right] = [objectsByKey(one), objectsByKey(other)];
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort();
  const differences = keys.flatMap(key => difference(left.get(key), right.get(key)));
  return [...differences, ...columnOrderDifferences(left, right)];
}

function objectsByKey({ objects }: Catalog): ReadonlyMap<string, CatalogObject> {
  return new Map(objects.map(object => [`${object.kind} ${object.name}`, object]));
}

function difference(one: CatalogObject | undefined, other: CatalogObject | undefined): SchemaDifference[] {
  const said = one ?? other;
  if (said === undefined || one?.definition === other?.definition) return [];
  const { kind, name } = said;
  return [{ kind, name, ...(one && { one: one.definition }), ...(other && { other: other.definition }) }];
}

type ObjectsByKey = ReadonlyMap<string, CatalogObject>;

/** Of the columns that both have. */
function columnOrderDifferences(one: ObjectsByKey, other: ObjectsByKey): SchemaDifference[] {
  const [left, right] = [columnOrders(one, other), columnOrders(other, one)];
  return [...left].flatMap(([name, columns]) => {
    const order = right.get(name);
    return order === undefined || order === columns ? [] : [{ kind: COLUMN_ORDER, name, one: columns, other: order }];
  });
}

/** The columns of each table. */
function columnOrders(objects: ObjectsByKey, others: ObjectsByKey): ReadonlyMap<string, string> {
  const shared = [...objects].filter(([key, { table }]) => table !== undefined && others.has(key)).map(([, column]) => column);
  const order = new Map<string, string>();
  for (const { table = '', name } of shared.sort(byPosition)) {
    const column = name.slice(table.length + 1);
    const before = order.get(table);
    order.set(table, before === undefined ? column : `${before}, ${column}`);
  }
  return order;
}

function byPosition(one: CatalogObject, other: CatalogObject): number {
  const [table = '', beside = ''] = [one.table, other.table];
  if (table === beside) return (one.position ?? 0) - (other.position ?? 0);
  return table < beside ? -1 : 1;
}
