import {
  leaves,
  type Graph,
  type History,
  type Migration,
  type MigrationId,
  type AppliedRow,
  type RowChange,
  EMPTY_PLAN,
  type RecordPlan,
  type ScopeMoves,
  type EngineTraits,
  appliedTooEarly,
  nodesOf,
  stepsTo,
  type RecordStep,
} from '@oneleaf/core';
import { manageCommandLine } from '../run/command-line.js';
import { migrationTable, rowKey } from './migration-table.js';

/**
 * What a relinked Django project asks of a database. Django refuses to do anything where a migration is applied before its parent
 * (MigrationLoader.check_consistent_history), and ignores rows that no file carries.
 */
export function planRecord(moving: ScopeMoves, rows: readonly AppliedRow[], engine: EngineTraits): RecordPlan | undefined {
  const { before, after, moved } = moving;
  const names = new Set(rows.map(rowKey));
  const mine = moved.filter(({ from }) => names.has(rowKey(rowOf(before, from))));
  const [first] = mine;
  if (!first) return undefined;
  const applied = mine.map(({ move }) => move);
  const base = { applied, before: undoCommands(moving, mine) };
  const partial = partlyAppliedSquash(after, names);
  if (partial) return { ...EMPTY_PLAN, ...base, refusal: `${partial.id} is a squash, and the database has applied only a part of it` };

  const taken = new Set(mine.map(({ from }) => rowKey(rowOf(before, from))));
  const seen = recordedIn(after, names);
  const held = new Set([...recordedIn(after, new Set([...names].filter(key => !taken.has(key)))), ...mine.map(({ to }) => to.id)]);
  const late = appliedTooEarly(after, held);
  const rest = stepsTo(after, held, new Set([...held].filter(id => !late.has(id))));
  if (engine.rebuildsTables && rest.some(({ kind }) => kind === 'run')) {
    return {
      ...EMPTY_PLAN,
      ...base,
      refusal: `Django rebuilds tables of ${engine.title} with the columns that it knows: a moved migration would lose its data`,
    };
  }
  const changes = { ...EMPTY_PLAN.changes, rows: changesOf(moving, mine, { late, held }) };
  const commandsOf = (steps: readonly RecordStep[]): readonly string[] => steps.flatMap(step => migrateCommands(after, step));
  const isSound = appliedTooEarly(after, seen).size === 0 && [...seen].every(id => held.has(id));
  const byHand = isSound
    ? [...commandsOf(stepsTo(after, held, seen)), ...pruneCommands(moving, mine, names)]
    : [changeRowsOf(moving, changes.rows), ...commandsOf(rest)];
  return { ...base, after: byHand, changes, rest: commandsOf(rest) };
}

/** Undoing the moved ones, where that undoes nothing else: with two leaves in the tree `migrate` refuses to do anything. */
function undoCommands({ before }: ScopeMoves, mine: ScopeMoves['moved']): readonly string[] {
  if ([...before.contents.keys()].some(id => leaves(before, id).length > 1)) return [];
  const ids = new Set(mine.map(({ from }) => from.id));
  const lowest = nodesOf(before, ids).filter(({ parents }) => ![...parents].some(id => ids.has(id)));
  const below = lowest.flatMap(({ parents }) => nodesOf(before, parents));
  if (below.some(({ children }) => [...children].some(id => !ids.has(id)))) return [];
  return lowest.flatMap(({ history: id, parents }) => {
    const history = before.contents.get(id)?.history;
    const [parent] = nodesOf(before, parents);
    return history ? [manageCommandLine(history, 'migrate', history.label, parent?.migration?.literal ?? 'zero')] : [];
  });
}

/** The rows that stand for something which cannot stay recorded, and those that another name is enough for. */
function changesOf(
  { before, after }: ScopeMoves,
  mine: ScopeMoves['moved'],
  { late, held }: { readonly late: ReadonlySet<MigrationId>; readonly held: ReadonlySet<MigrationId> },
): readonly RowChange[] {
  const moved = mine.map(({ from, to }) => ({ ...rowOf(before, from), to: late.has(to.id) ? null : to.literal }));
  const isMoved = new Set(mine.map(({ to }) => to.id));
  const others = nodesOf(
    after,
    [...held].filter(id => late.has(id) && !isMoved.has(id)),
  );
  const dropped = others.flatMap(({ migration }) => (migration ? [{ ...rowOf(after, migration), to: null }] : []));
  return [...moved.filter(({ name, to }) => name !== to), ...dropped];
}

/** Takes rows away that no file carries any more, unless there are others of the app: `--prune` takes all of them. Django 4.1 and newer. */
function pruneCommands({ before, after }: ScopeMoves, mine: ScopeMoves['moved'], names: ReadonlySet<string>): readonly string[] {
  const left = new Set(mine.map(({ from }) => rowKey(rowOf(before, from))));
  const known = new Set([...after.nodes.values()].flatMap(({ migration }) => (migration ? [rowKey(rowOf(after, migration))] : [])));
  const histories = new Set(mine.filter(({ move }) => move.from !== move.to).map(({ from }) => from.history));
  return [...histories].flatMap(id => {
    const history = after.contents.get(id)?.history;
    const ghosts = [...names].filter(key => history && key.startsWith(`${history.label}.`) && !known.has(key));
    return history && ghosts.every(key => left.has(key)) ? [manageCommandLine(history, 'migrate', '--prune', history.label)] : [];
  });
}

/** The same rows by Django itself, whatever the database: `migrate` would refuse to start. */
function changeRowsOf({ after, moved }: ScopeMoves, rows: readonly RowChange[]): string {
  const [history] = moved.flatMap(({ to }) => after.contents.get(to.history)?.history ?? []);
  return history ? changeRows(history, rows) : '';
}

/** Renames rows or takes them out. The last of a chain comes first, so that no two are called the same. */
export function changeRows(history: History, rows: readonly RowChange[]): string {
  const statements = [...rows].reverse().map(({ label, name, to }) => {
    const row = `rows.filter(app=${JSON.stringify(label)}, name=${JSON.stringify(name)})`;
    return to === null ? `${row}.delete()` : `${row}.update(name=${JSON.stringify(to)})`;
  });
  const code = ['from django.db.migrations.recorder import MigrationRecorder', 'rows = MigrationRecorder.Migration.objects', ...statements];
  return manageCommandLine(history, 'shell', '-c', code.join('; '));
}

export function migrateCommands(graph: Graph, { kind, targets }: RecordStep): readonly string[] {
  return nodesOf(graph, targets).flatMap(({ migration, history }) => {
    const home = graph.contents.get(history)?.history;
    if (!home || !migration) return [];
    return [manageCommandLine(home, 'migrate', ...(kind === 'record' ? ['--fake'] : []), home.label, migration.literal)];
  });
}

/** A squash is applied when all that it stands for is (MigrationLoader.check_replacements). */
export function recordedIn(graph: Graph, names: ReadonlySet<string>): ReadonlySet<MigrationId> {
  const found = [...graph.nodes.values()].filter(({ migration }) => migration && isRecorded(graph, migration, names));
  return new Set(found.map(({ id }) => id));
}

function isRecorded(graph: Graph, migration: Migration, names: ReadonlySet<string>): boolean {
  if (names.has(rowKey(rowOf(graph, migration)))) return true;
  return migration.replaces.length > 0 && migration.replaces.every(({ id }) => names.has(id));
}

function partlyAppliedSquash(graph: Graph, names: ReadonlySet<string>): Migration | undefined {
  const squashes = [...graph.nodes.values()].flatMap(({ migration }) => (migration && migration.replaces.length > 0 ? [migration] : []));
  return squashes.find(one => !isRecorded(graph, one, names) && one.replaces.some(({ id }) => names.has(id)));
}

/** What a squash replaces and the database has not applied, where it has applied some of it. */
export function missingPartOf({ replaces }: Migration, names: ReadonlySet<string>): readonly MigrationId[] {
  const missing = replaces.filter(({ id }) => !names.has(id)).map(({ id }) => id);
  return missing.length === replaces.length ? [] : missing;
}

export function rowOf({ contents }: Graph, { history, literal }: Migration): AppliedRow {
  return { table: migrationTable.name, label: contents.get(history)?.history.label ?? history, name: literal };
}
