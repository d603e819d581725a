import { ANY, type Operation, type Touch } from '../footprint/operation.js';
import { ancestors, type Graph } from '../graph.js';
import type { MigrationId } from '../model.js';
import type { Table } from './applied.js';
import { present, tips } from './settle.js';

/** What each migration does; of one that is left out nothing is known. */
export type Deeds = ReadonlyMap<MigrationId, readonly Operation[] | 'opaque'>;

/** What tables say of a chain that nobody has recorded. */
export interface Evidence {
  /** What has run, as far as tables show it, with what it stands on. */
  readonly run: ReadonlySet<MigrationId>;
  /** Of those, the ones that do more than tables can show. */
  readonly unseen: readonly MigrationId[];
  /** Why no migration can be named up to which all has run. */
  readonly contradiction?: string;
}

export interface Ground {
  readonly deeds: Deeds;
  readonly tables: readonly Table[];
}

/** Compares what migrations make, and no later one takes away again, with the tables of a database. `isAsked`: which of them are looked for. */
export function evidenceOf(graph: Graph, { deeds, tables }: Ground, isAsked: (id: MigrationId) => boolean = () => true): Evidence {
  const line = inLine(graph);
  const touches = line.map(id => touchesOf(deeds.get(id)));
  const homes = homesOf(touches.flat());
  const traces = new Map(line.map((id, at) => [id, traceOf(isAsked(id) ? lastingOf(touches, at) : [], homes, tables)]));
  const run = new Set(line.flatMap(id => (traces.get(id)?.there === true ? [...ancestors(graph, id), id] : [])));
  const doubtful = line.filter(id => run.has(id) || traces.get(id)?.some === true);
  const [missing] = doubtful.flatMap(id => traces.get(id)?.missing ?? []);
  const unseen = line.filter(id => run.has(id) && !showsAll(deeds.get(id)));
  return { run, unseen, ...(missing === undefined ? {} : { contradiction: `there is no ${missing}` }) };
}

/** Every migration after what it stands on. */
export function inLine(graph: Graph): readonly MigrationId[] {
  const own = [...graph.nodes.values()].flatMap(({ id, migration }) => (migration ? [id] : []));
  const depth = new Map(own.map(id => [id, ancestors(graph, id).size]));
  return own.sort((one, other) => (depth.get(one) ?? 0) - (depth.get(other) ?? 0) || (one < other ? -1 : 1));
}

/** The last of what has run, of one history or of all. */
export function lastOf(graph: Graph, run: Iterable<MigrationId>, history?: string): readonly MigrationId[] {
  return tips(present(graph, run).filter(node => history === undefined || node.history === history));
}

interface Trace {
  /** Something can be looked for, and all of it is there. */
  readonly there: boolean;
  readonly some: boolean;
  readonly missing: readonly string[];
}

function traceOf(made: readonly Touch[], homes: Homes, tables: readonly Table[]): Trace {
  const wanted = made.flatMap(touch => wantedBy(touch, homes) ?? []);
  const missing = wanted.flatMap(one => (isThere(one, tables) ? [] : [one.told]));
  return { there: wanted.length > 0 && missing.length === 0, some: missing.length < wanted.length, missing };
}

/** What one migration adds, and neither itself nor a later one removes or renames. */
function lastingOf(touches: readonly (readonly Touch[])[], at: number): readonly Touch[] {
  const gone = touches.slice(at).flatMap(some => some.filter(({ does }) => does === 'remove' || does === 'rename'));
  return (touches[at] ?? []).filter(touch => touch.does === 'add' && !gone.some(other => takes(other, touch)));
}

function takes({ thing, name, of }: Touch, made: Touch): boolean {
  if (thing === made.thing && name === made.name && of === made.of) return true;
  return (thing === 'model' || thing === 'table') && made.of === name;
}

/** Django's models with the tables that they have in the end; undefined for those that have none of their own. */
type Homes = ReadonlyMap<string, string | undefined>;

function homesOf(touches: readonly Touch[]): Homes {
  const homes = new Map<string, string | undefined>();
  for (const [at, touch] of touches.entries()) {
    const next = touches[at + 1];
    const table = next?.does === 'add' && next.thing === 'table' ? next.name : undefined;
    if (touch.thing === 'model') place(homes, touch, table);
    if (touch.thing === 'option' && touch.name === 'db_table' && touch.of !== undefined) homes.set(touch.of, table ?? plainHome(touch.of));
  }
  return homes;
}

/** `table`: the one that is named right behind. */
function place(homes: Map<string, string | undefined>, { does, name, to }: Touch, table: string | undefined): void {
  if (does === 'add' && !homes.has(name)) homes.set(name, table);
  if (does === 'rename' && to !== undefined) homes.set(to, homes.get(name) === plainHome(name) ? plainHome(to) : homes.get(name));
}

/** The table that a Django model has unless it says otherwise. */
export function plainHome(model: string): string {
  return model.replace('.', '_');
}

interface Wanted {
  readonly table: string;
  /** Any of them will do: Django's column of a relation ends in `_id`. */
  readonly columns?: readonly string[];
  readonly told: string;
}

function wantedBy(touch: Touch, homes: Homes): Wanted | undefined {
  const { thing, name, of } = touch;
  // The tables of models are looked for by their models.
  if (thing === 'table') return homes.size > 0 ? undefined : inHome(name);
  if (thing === 'model') return inHome(homes.get(name));
  if (of === undefined || of === ANY) return undefined;
  return thing === 'column' ? inHome(of, name) : fieldWanted(touch, homes.get(of));
}

/** Where a field says no class, it may have no column. */
function fieldWanted({ thing, name, type }: Touch, table: string | undefined): Wanted | undefined {
  if (thing !== 'field' || type === undefined || type.startsWith('ManyToMany')) return undefined;
  return inHome(table, name, `${name}_id`);
}

function inHome(table: string | undefined, ...columns: readonly string[]): Wanted | undefined {
  if (table === undefined) return undefined;
  const [first] = columns;
  return first === undefined ? { table, told: `table ${table}` } : { table, columns, told: `column ${first} of ${table}` };
}

function isThere({ table, columns }: Wanted, tables: readonly Table[]): boolean {
  const found = tables.find(({ name }) => name === table);
  return found !== undefined && (columns === undefined || columns.some(column => found.columns.includes(column)));
}

function touchesOf(operations: readonly Operation[] | 'opaque' | undefined): readonly Touch[] {
  return operations === undefined || operations === 'opaque' ? [] : operations.flatMap(({ touches }) => touches);
}

function showsAll(operations: readonly Operation[] | 'opaque' | undefined): boolean {
  return operations !== undefined && operations !== 'opaque' && operations.every(({ opaque }) => opaque === undefined);
}
