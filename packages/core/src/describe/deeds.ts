import { ANY, type Operation, type Touch } from '../footprint/operation.js';
import type { SchemaChange } from '../seed.js';
import type { DescribedColumn, DescribedDeed, DescribedMigration, DescribedSeed } from '../describe-report.js';

/** What operations do to the schema and to rows, and what they do not say. */
export function told(operations: readonly Operation[] | 'opaque'): Pick<DescribedMigration, 'deeds' | 'seeds' | 'opaque'> {
  if (operations === 'opaque') return { deeds: [], seeds: [], opaque: ['it cannot be read'] };
  return {
    deeds: operations.flatMap(operation => [...deedsOf(operation), ...(operation.data?.schema ?? []).flatMap(deedBySql)]),
    seeds: together(operations.flatMap(({ data }) => data?.seeds ?? [])),
    opaque: [...new Set(operations.flatMap(unsaid))],
  };
}

function deedsOf({ touches, columns, opaque }: Operation): readonly DescribedDeed[] {
  const [first] = touches;
  // Django's operations name models; the table that goes with one is told with it.
  const table = first?.thing === 'table' ? undefined : touches.find(({ thing, does }) => thing === 'table' && does === 'add');
  const own = touches.filter(touch => touch !== table && !touches.some(other => isNewName(touch, other)));
  return own.flatMap((touch, at) => {
    const deed = deedOf(touch);
    if (!deed) return [];
    const begins = at === 0 && columns ? { columns: columnsOf(columns) } : {};
    return [
      { ...deed, ...(at === 0 && table ? { table: table.name } : {}), ...begins, ...(opaque === undefined ? {} : { doubt: opaque }) },
    ];
  });
}

function deedBySql({ touch, columns, doubt }: SchemaChange): readonly DescribedDeed[] {
  const deed = deedOf(touch);
  return deed ? [{ ...deed, ...(columns ? { columns: columnsOf(columns) } : {}), ...(doubt === undefined ? {} : { doubt }) }] : [];
}

function columnsOf(columns: readonly Touch[]): readonly DescribedColumn[] {
  return columns.map(({ name, type }) => ({ name, ...(type ? { type } : {}) }));
}

function deedOf({ does, thing, name, of, to, type }: Touch): DescribedDeed | undefined {
  if (does === 'use') return undefined;
  return {
    does,
    thing,
    name,
    ...(of === undefined || of === ANY ? {} : { of }),
    ...(to === undefined ? {} : { to }),
    ...(type ? { type } : {}),
  };
}

/** What is renamed is added under its new name: that is one deed. */
function isNewName({ does, thing, name, of }: Touch, other: Touch): boolean {
  return does === 'add' && other.does === 'rename' && other.thing === thing && other.of === of && other.to === name;
}

function unsaid({ kind, touches, data, opaque }: Operation): readonly string[] {
  const isTold = data?.isAll ?? touches.some(({ does }) => does !== 'use');
  return opaque === undefined || isTold ? [] : [`${kind} ${opaque}`];
}

function together(seeds: readonly DescribedSeed[]): readonly DescribedSeed[] {
  const found = new Map<string, DescribedSeed>();
  for (const { does, table, rows, doubt } of seeds) {
    const key = JSON.stringify([does, table, doubt]);
    const before = found.get(key);
    const sum = before ? plus(before.rows, rows) : rows;
    found.set(key, { does, table, ...(sum === undefined ? {} : { rows: sum }), ...(doubt === undefined ? {} : { doubt }) });
  }
  return [...found.values()];
}

function plus(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
