import type { Operation } from '../effects/operation.js';
import { ANY_NAME, type SchemaEffect } from '../effects/schema-effect.js';
import { ancestors } from '../graph/ancestors.js';
import type { Graph } from '../graph/node.js';
import type { MigrationId } from '../model/migration.js';
import type { ObservedTable } from './applied-migrations.js';
import { nodesOf, lastNodes } from './record-steps.js';

/** What each migration does; of one that is left out nothing is known. */
export type KnownOperations = ReadonlyMap<MigrationId, readonly Operation[] | 'opaque'>;

/** What tables say of a chain that nobody has recorded. */
export interface TableEvidence {
  /** What has run, as far as tables show it, with what it stands on. */
  readonly run: ReadonlySet<MigrationId>;
  /** Of those, the ones that do more than tables can show. */
  readonly unseen: readonly MigrationId[];
  /** Why no migration can be named up to which all has run. */
  readonly contradiction?: string;
}

export interface DatabaseEvidence {
  readonly deeds: KnownOperations;
  readonly tables: readonly ObservedTable[];
}

/** Compares what migrations make, and no later one takes away again, with the tables of a database. `isAsked`: which of them are looked for. */
export function evidenceOf(
  graph: Graph,
  { deeds, tables }: DatabaseEvidence,
  isAsked: (id: MigrationId) => boolean = () => true,
): TableEvidence {
  const line = parentsFirst(graph);
  const touches = line.map(id => touchesOf(deeds.get(id)));
  const expected = expectedTables(graph, touches.flat());
  const traces = new Map(line.map((id, at) => [id, traceOf(isAsked(id) ? lastingOf(touches, at).flatMap(expected) : [], tables)]));
  const run = new Set(line.flatMap(id => (traces.get(id)?.there === true ? [...ancestors(graph, id), id] : [])));
  const doubtful = line.filter(id => run.has(id) || traces.get(id)?.some === true);
  const [missing] = doubtful.flatMap(id => traces.get(id)?.missing ?? []);
  const unseen = line.filter(id => run.has(id) && !showsAll(deeds.get(id)));
  return { run, unseen, ...(missing === undefined ? {} : { contradiction: `there is no ${missing}` }) };
}

/** Every migration after what it stands on. */
export function parentsFirst(graph: Graph): readonly MigrationId[] {
  const own = [...graph.nodes.values()].flatMap(({ id, migration }) => (migration ? [id] : []));
  const depth = new Map(own.map(id => [id, ancestors(graph, id).size]));
  return own.sort((one, other) => (depth.get(one) ?? 0) - (depth.get(other) ?? 0) || (one < other ? -1 : 1));
}

/** The last of what has run, of one history or of all. */
export function lastOf(graph: Graph, run: Iterable<MigrationId>, history?: string): readonly MigrationId[] {
  return lastNodes(nodesOf(graph, run).filter(node => history === undefined || node.history === history));
}

interface MigrationTrace {
  /** Something can be looked for, and all of it is there. */
  readonly there: boolean;
  readonly some: boolean;
  readonly missing: readonly string[];
}

function traceOf(expected: readonly ExpectedTable[], tables: readonly ObservedTable[]): MigrationTrace {
  const missing = expected.flatMap(one => (isThere(one, tables) ? [] : [one.description]));
  return { there: expected.length > 0 && missing.length === 0, some: missing.length < expected.length, missing };
}

/** What one migration adds, and neither itself nor a later one removes or renames. */
function lastingOf(touches: readonly (readonly SchemaEffect[])[], at: number): readonly SchemaEffect[] {
  const gone = touches.slice(at).flatMap(some => some.filter(({ does }) => does === 'remove' || does === 'rename'));
  return (touches[at] ?? []).filter(touch => touch.does === 'add' && !gone.some(other => takesAway(other, touch)));
}

function takesAway({ thing, name, of }: SchemaEffect, made: SchemaEffect): boolean {
  if (thing === made.thing && name === made.name && of === made.of) return true;
  return (thing === 'model' || thing === 'table') && made.of === name;
}

/** A table that a change of the schema leaves behind. */
export interface ExpectedTable {
  readonly table: string;
  /** Any of them is enough. */
  readonly columns?: readonly string[];
  readonly description: string;
}

/** What each change leaves behind, by the names that the framework gives to tables and columns. */
function expectedTables({ contents }: Graph, touches: readonly SchemaEffect[]): (touch: SchemaEffect) => readonly ExpectedTable[] {
  const [first] = contents.values();
  return first?.history.framework.record?.expectedTables?.(touches) ?? namedTable;
}

/** The table, or the column of a table, that a change names. */
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
