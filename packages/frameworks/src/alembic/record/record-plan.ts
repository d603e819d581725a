import {
  ancestors,
  type Graph,
  type History,
  type MigrationId,
  type AppliedRow,
  EMPTY_PLAN,
  type RecordPlan,
  type ScopeMoves,
  appliedTooEarly,
  nodesOf,
  stepsTo,
  lastNodes,
  type RecordStep,
} from '@oneleaf/core';
import { alembicCommandLine } from '../run/command-line.js';

/**
 * What a relinked Alembic history asks of a database. The version table holds the leaves of what is applied: whatever lies below them
 * is taken for applied, so that a landed revision below a moved one would never run.
 */
export function planRecord(moving: ScopeMoves, all: readonly AppliedRow[]): RecordPlan | undefined {
  const { before, after, moved } = moving;
  const rows = all.filter(({ name }) => before.nodes.get(name)?.migration ?? after.nodes.get(name)?.migration);
  const run = withAncestors(
    before,
    versionsOf(rows).filter(version => before.nodes.get(version)?.migration),
  );
  const mine = moved.filter(({ from }) => run.has(from.id));
  const [first] = mine;
  const history = first && after.contents.get(first.to.history)?.history;
  if (!history) return undefined;
  const base = { applied: mine.map(({ move }) => move), before: downgradeCommands(moving, rows, history) };
  const [table, ...others] = [...new Set(rows.map(one => one.table))];
  if (table === undefined || others.length > 0) {
    return { ...EMPTY_PLAN, ...base, refusal: `there are several version tables: ${[table, ...others].join(', ')}` };
  }
  const from = versionsOf(all.filter(one => one.table === table));
  const lost = from.find(version => !rows.some(row => row.name === version));
  if (lost !== undefined) return { ...EMPTY_PLAN, ...base, refusal: `${table} holds ${lost}, which has no file in this tree` };
  return { ...base, ...planForTable(moving, { table, from, run, history }) };
}

interface AppliedTable {
  readonly table: string;
  readonly from: readonly string[];
  /** What is applied, by the names that it had. */
  readonly run: ReadonlySet<MigrationId>;
  readonly history: History;
}

function planForTable(
  { before, after, moved }: ScopeMoves,
  { table, from, run, history }: AppliedTable,
): Pick<RecordPlan, 'after' | 'changes' | 'rest'> {
  const names = new Map(moved.map(({ from: old, to }) => [old.id, to.id]));
  const landed = withAncestors(
    after,
    from.filter(version => !before.nodes.get(version)?.migration),
  );
  const held = new Set([...[...run].map(id => names.get(id) ?? id), ...landed]);
  const late = appliedTooEarly(after, held);
  const kept = new Set([...held].filter(id => !late.has(id)));
  const to = lastNodes(nodesOf(after, kept));
  const rest = stepsTo(after, held, kept).flatMap(step => stepCommands(history, step));
  if (rest.length === 0 && isSameList(from, to)) return EMPTY_PLAN;
  return {
    changes: { rows: [], tables: [{ table, from, to }] },
    rest,
    after: [
      ...stampCommands(history, to, from.length > 1 || to.length > 1 || from.some(version => !after.nodes.get(version)?.migration)),
      ...rest,
    ],
  };
}

/** While the table names a revision that no file carries, Alembic refuses; of several rows it leaves alone what it need not move. `--purge` empties it first. */
export function stampCommands(history: History, to: readonly string[], purge: boolean): readonly string[] {
  const targets = to.length === 0 ? ['base'] : to;
  return targets.map((target, at) => alembicCommandLine(history, 'stamp', ...(purge && at === 0 ? ['--purge'] : []), target));
}

function stepCommands(history: History, { kind, targets }: RecordStep): readonly string[] {
  return targets.map(target => alembicCommandLine(history, kind === 'run' ? 'upgrade' : 'stamp', target));
}

/** Undoing the moved ones, where that undoes nothing else. */
function downgradeCommands({ before, moved }: ScopeMoves, rows: readonly AppliedRow[], history: History): readonly string[] {
  const [only, ...others] = rows;
  const ids = new Set(moved.map(({ from }) => from.id));
  if (!only || others.length > 0) return [];
  const stays = [...withAncestors(before, [only.name])].filter(id => !ids.has(id));
  const targets = lastNodes(nodesOf(before, stays));
  const [target = 'base'] = targets;
  return targets.length > 1 ? [] : [alembicCommandLine(history, 'downgrade', target)];
}

/** Some migrations and all that they stand on. */
export function withAncestors(graph: Graph, versions: readonly string[]): ReadonlySet<MigrationId> {
  return new Set(versions.flatMap(version => [version, ...ancestors(graph, version)]));
}

function versionsOf(rows: readonly AppliedRow[]): readonly string[] {
  return rows.map(({ name }) => name).sort();
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n');
}
