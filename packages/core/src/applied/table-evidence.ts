import type { Operation } from '../effects/operation.js';
import { ANY_NAME, type SchemaEffect } from '../effects/schema-effect.js';
import { ancestors } from '../graph/ancestors.js';
import type { Graph } from '../graph/node.js';
import type { MigrationId } from '../model/migration.js';
import type { ObservedTable } from './applied-migrations.js';
import { nodesOf, lastNodes } from './record-steps.js';

export type KnownOperations = ReadonlyMap<MigrationId, readonly Operation[] | 'opaque'>;

export interface TableEvidence {
  readonly hasRun: ReadonlySet<MigrationId>;
  /** Migrations that do more than tables can show. */
  readonly unproven: readonly MigrationId[];
  /** Why the tables fit no point of the chain. */
  readonly contradiction?: string;
}

export interface DatabaseEvidence {
  readonly operations: KnownOperations;
  readonly tables: readonly ObservedTable[];
}

/** Compares the tables of a database with what the migrations create and no later one removes. `isAsked` selects migrations. */
export function evidenceOf(
  graph: Graph,
  { operations, tables }: DatabaseEvidence,
  isRequested: (id: MigrationId) => boolean = () => true,
): TableEvidence {
  const line = parentsFirst(graph);
  const touches = line.map(id => touchesOf(operations.get(id)));
  const expected = expectedTables(graph, touches.flat());
  const traces = new Map(line.map((id, at) => [id, traceOf(isRequested(id) ? lastingOf(touches, at).flatMap(expected) : [], tables)]));
  const hasRun = new Set(line.flatMap(id => (traces.get(id)?.isComplete === true ? [...ancestors(graph, id), id] : [])));
  const doubtful = line.filter(id => hasRun.has(id) || traces.get(id)?.isPartial === true);
  const [missing] = doubtful.flatMap(id => traces.get(id)?.missing ?? []);
  const unproven = line.filter(id => hasRun.has(id) && !showsAll(operations.get(id)));
  return { hasRun, unproven, ...(missing === undefined ? {} : { contradiction: `there is no ${missing}` }) };
}

export function parentsFirst(graph: Graph): readonly MigrationId[] {
  const own = [...graph.nodes.values()].flatMap(({ id, migration }) => (migration ? [id] : []));
  const depth = new Map(own.map(id => [id, ancestors(graph, id).size]));
  return own.sort((one, other) => (depth.get(one) ?? 0) - (depth.get(other) ?? 0) || (one < other ? -1 : 1));
}

export function lastOf(graph: Graph, run: Iterable<MigrationId>, history?: string): readonly MigrationId[] {
  return lastNodes(nodesOf(graph, run).filter(node => history === undefined || node.history === history));
}

interface MigrationTrace {
  readonly isComplete: boolean;
  readonly isPartial: boolean;
  readonly missing: readonly string[];
}

function traceOf(expected: readonly ExpectedTable[], tables: readonly ObservedTable[]): MigrationTrace {
  const missing = expected.flatMap(one => (isThere(one, tables) ? [] : [one.description]));
  return { isComplete: expected.length > 0 && missing.length === 0, isPartial: missing.length < expected.length, missing };
}

function lastingOf(touches: readonly (readonly SchemaEffect[])[], at: number): readonly SchemaEffect[] {
  const gone = touches.slice(at).flatMap(some => some.filter(({ does }) => does === 'remove' || does === 'rename'));
  return (touches[at] ?? []).filter(touch => touch.does === 'add' && !gone.some(other => takesAway(other, touch)));
}

function takesAway({ thing, name, of }: SchemaEffect, made: SchemaEffect): boolean {
  if (thing === made.thing && name === made.name && of === made.of) return true;
  return (thing === 'model' || thing === 'table') && made.of === name;
}

export interface ExpectedTable {
  readonly table: string;
  readonly columns?: readonly string[];
  readonly description: string;
}

function expectedTables({ contents }: Graph, touches: readonly SchemaEffect[]): (touch: SchemaEffect) => readonly ExpectedTable[] {
  const [first] = contents.values();
  return first?.history.framework.record?.expectedTables?.(touches) ?? namedTable;
}

export function namedTable({ thing, name, of }: SchemaEffect): readonly ExpectedTable[] {
  if (thing === 'table') return expectTable(name);
  return thing === 'column' && of !== undefined && of !== ANY_NAME ? expectTable(of, name) : [];
}

export function expectTable(table: string, ...columns: readonly string[]): readonly ExpectedTable[] {
  const [first] = columns;
  return first === undefined
    ? [{ table, description: `table ${table}` }]
    : [{ table, columns, description: `column ${first} of ${table}` }];
}

function isThere({ table, columns }: ExpectedTable, tables: readonly ObservedTable[]): boolean {
  const found = tables.find(({ name }) => name === table);
  return found !== undefined && (columns === undefined || columns.some(column => found.columns.includes(column)));
}

function touchesOf(operations: readonly Operation[] | 'opaque' | undefined): readonly SchemaEffect[] {
  return operations === undefined || operations === 'opaque' ? [] : operations.flatMap(({ touches }) => touches);
}

function showsAll(operations: readonly Operation[] | 'opaque' | undefined): boolean {
  return operations !== undefined && operations !== 'opaque' && operations.every(({ opaque }) => opaque === undefined);
}
