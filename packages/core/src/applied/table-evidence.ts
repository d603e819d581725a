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
  const homes = modelTables(touches.flat());
  const traces = new Map(line.map((id, at) => [id, traceOf(isAsked(id) ? lastingOf(touches, at) : [], homes, tables)]));
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

function traceOf(made: readonly SchemaEffect[], homes: ModelTables, tables: readonly ObservedTable[]): MigrationTrace {
  const wanted = made.flatMap(touch => expectedBy(touch, homes) ?? []);
  const missing = wanted.flatMap(one => (isThere(one, tables) ? [] : [one.description]));
  return { there: wanted.length > 0 && missing.length === 0, some: missing.length < wanted.length, missing };
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

/** Django's models with the tables that they have in the end; undefined for those that have none of their own. */
type ModelTables = ReadonlyMap<string, string | undefined>;

function modelTables(touches: readonly SchemaEffect[]): ModelTables {
  const homes = new Map<string, string | undefined>();
  for (const [at, touch] of touches.entries()) {
    const next = touches[at + 1];
    const table = next?.does === 'add' && next.thing === 'table' ? next.name : undefined;
    if (touch.thing === 'model') trackModelTable(homes, touch, table);
    if (touch.thing === 'option' && touch.name === 'db_table' && touch.of !== undefined)
      homes.set(touch.of, table ?? defaultTable(touch.of));
  }
  return homes;
}

/** `table`: the one that is named right behind. */
function trackModelTable(homes: Map<string, string | undefined>, { does, name, to }: SchemaEffect, table: string | undefined): void {
  if (does === 'add' && !homes.has(name)) homes.set(name, table);
  if (does === 'rename' && to !== undefined) homes.set(to, homes.get(name) === defaultTable(name) ? defaultTable(to) : homes.get(name));
}

/** The table that a Django model has unless it says otherwise. */
export function defaultTable(model: string): string {
  return model.replace('.', '_');
}

interface ExpectedTable {
  readonly table: string;
  /** Any of them will do: Django's column of a relation ends in `_id`. */
  readonly columns?: readonly string[];
  readonly description: string;
}

function expectedBy(touch: SchemaEffect, homes: ModelTables): ExpectedTable | undefined {
  const { thing, name, of } = touch;
  // The tables of models are looked for by their models.
  if (thing === 'table') return homes.size > 0 ? undefined : expectTable(name);
  if (thing === 'model') return expectTable(homes.get(name));
  if (of === undefined || of === ANY_NAME) return undefined;
  return thing === 'column' ? expectTable(of, name) : expectField(touch, homes.get(of));
}

/** Where a field says no class, it may have no column. */
function expectField({ thing, name, type }: SchemaEffect, table: string | undefined): ExpectedTable | undefined {
  if (thing !== 'field' || type === undefined || type.startsWith('ManyToMany')) return undefined;
  return expectTable(table, name, `${name}_id`);
}

function expectTable(table: string | undefined, ...columns: readonly string[]): ExpectedTable | undefined {
  if (table === undefined) return undefined;
  const [first] = columns;
  return first === undefined ? { table, description: `table ${table}` } : { table, columns, description: `column ${first} of ${table}` };
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
