import type { Operation } from '../effects/operation.js';
import { ANY_NAME, type SchemaEffect } from '../effects/schema-effect.js';
import type { SchemaChange } from '../effects/data-changes.js';
import type { DescribedColumn, DescribedEffect, DescribedMigration, DescribedRows } from '../reports/describe-report.js';

export function describeOperations(operations: readonly Operation[] | 'opaque'): Pick<DescribedMigration, 'deeds' | 'seeds' | 'opaque'> {
  if (operations === 'opaque') return { deeds: [], seeds: [], opaque: ['it cannot be read'] };
  return {
    deeds: operations.flatMap(operation => [...describedEffects(operation), ...(operation.data?.schema ?? []).flatMap(effectsBySql)]),
    seeds: sumRowWrites(operations.flatMap(({ data }) => data?.seeds ?? [])),
    opaque: [...new Set(operations.flatMap(opaqueParts))],
  };
}

function describedEffects({ touches, columns, opaque }: Operation): readonly DescribedEffect[] {
  const [first] = touches;
  // An operation that names a model also adds its table, which is described as a part of the model.
  const table = first?.thing === 'table' ? undefined : touches.find(({ thing, does }) => thing === 'table' && does === 'add');
  const own = touches.filter(touch => touch !== table && !touches.some(other => isNewName(touch, other)));
  return own.flatMap((touch, at) => {
    const effect = describedEffect(touch);
    if (!effect) return [];
    const begins = at === 0 && columns ? { columns: columnsOf(columns) } : {};
    return [
      { ...effect, ...(at === 0 && table ? { table: table.name } : {}), ...begins, ...(opaque === undefined ? {} : { doubt: opaque }) },
    ];
  });
}

function effectsBySql({ touch, columns, doubt }: SchemaChange): readonly DescribedEffect[] {
  const effect = describedEffect(touch);
  return effect ? [{ ...effect, ...(columns ? { columns: columnsOf(columns) } : {}), ...(doubt === undefined ? {} : { doubt }) }] : [];
}

function columnsOf(columns: readonly SchemaEffect[]): readonly DescribedColumn[] {
  return columns.map(({ name, type }) => ({ name, ...(type ? { type } : {}) }));
}

function describedEffect({ does, thing, name, of, to, type }: SchemaEffect): DescribedEffect | undefined {
  if (does === 'use') return undefined;
  return {
    does,
    thing,
    name,
    ...(of === undefined || of === ANY_NAME ? {} : { of }),
    ...(to === undefined ? {} : { to }),
    ...(type ? { type } : {}),
  };
}

/** A renaming also adds the new name. Both are described as one effect. */
function isNewName({ does, thing, name, of }: SchemaEffect, other: SchemaEffect): boolean {
  return does === 'add' && other.does === 'rename' && other.thing === thing && other.of === of && other.to === name;
}

function opaqueParts({ kind, touches, data, opaque }: Operation): readonly string[] {
  const isDescribed = data?.isAll ?? touches.some(({ does }) => does !== 'use');
  return opaque === undefined || isDescribed ? [] : [`${kind} ${opaque}`];
}

function sumRowWrites(seeds: readonly DescribedRows[]): readonly DescribedRows[] {
  const found = new Map<string, DescribedRows>();
  for (const { does, table, rows, doubt } of seeds) {
    const key = JSON.stringify([does, table, doubt]);
    const before = found.get(key);
    const sum = before ? sumOrUnknown(before.rows, rows) : rows;
    found.set(key, { does, table, ...(sum === undefined ? {} : { rows: sum }), ...(doubt === undefined ? {} : { doubt }) });
  }
  return [...found.values()];
}

function sumOrUnknown(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
