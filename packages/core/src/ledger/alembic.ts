import { ancestors, type Graph } from '../graph.js';
import type { History, MigrationId } from '../model.js';
import type { AlembicRow, Applied } from './applied.js';
import { alembic } from './commands.js';
import { NOTHING, type Course, type Moving } from './course.js';
import { early, present, stepsTo, tips, type Step } from './settle.js';

/**
 * What a relinked Alembic history asks of a database. The version table holds the leaves of what is applied: whatever lies below them
 * is taken for applied, so that a landed revision below a moved one would never run.
 */
export function alembicCourse(moving: Moving, all: NonNullable<Applied['alembic']>): Course | undefined {
  const { before, after, moved } = moving;
  const rows = all.filter(({ version }) => before.nodes.get(version)?.migration ?? after.nodes.get(version)?.migration);
  const run = lineOf(
    before,
    versionsOf(rows).filter(version => before.nodes.get(version)?.migration),
  );
  const mine = moved.filter(({ from }) => run.has(from.id));
  const [first] = mine;
  const history = first && after.chapters.get(first.to.history)?.history;
  if (!history) return undefined;
  const base = { applied: mine.map(({ move }) => move), before: unapplying(moving, rows, history) };
  const [table, ...others] = [...new Set(rows.map(one => one.table))];
  if (table === undefined || others.length > 0) {
    return { ...NOTHING, ...base, refusal: `there are several version tables: ${[table, ...others].join(', ')}` };
  }
  const from = versionsOf(all.filter(one => one.table === table));
  const lost = from.find(version => !rows.some(row => row.version === version));
  if (lost !== undefined) return { ...NOTHING, ...base, refusal: `${table} holds ${lost}, which no file here is about` };
  return { ...base, ...settled(moving, { table, from, run, history }) };
}

interface Ledger {
  readonly table: string;
  readonly from: readonly string[];
  /** What is applied, by the names that it had. */
  readonly run: ReadonlySet<MigrationId>;
  readonly history: History;
}

function settled({ before, after, moved }: Moving, { table, from, run, history }: Ledger): Pick<Course, 'after' | 'changes' | 'rest'> {
  const names = new Map(moved.map(({ from: old, to }) => [old.id, to.id]));
  const landed = lineOf(
    after,
    from.filter(version => !before.nodes.get(version)?.migration),
  );
  const held = new Set([...[...run].map(id => names.get(id) ?? id), ...landed]);
  const late = early(after, held);
  const kept = new Set([...held].filter(id => !late.has(id)));
  const to = tips(present(after, kept));
  const rest = stepsTo(after, held, kept).flatMap(step => spelledOut(history, step));
  if (rest.length === 0 && same(from, to)) return NOTHING;
  return {
    changes: { django: [], alembic: [{ table, from, to }] },
    rest,
    after: [
      ...stamps(history, to, from.length > 1 || to.length > 1 || from.some(version => !after.nodes.get(version)?.migration)),
      ...rest,
    ],
  };
}

/** While the table names a revision that no file carries, Alembic refuses; of several rows it leaves alone what it need not move. `--purge` empties it first. */
export function stamps(history: History, to: readonly string[], purge: boolean): readonly string[] {
  const targets = to.length === 0 ? ['base'] : to;
  return targets.map((target, at) => alembic(history, 'stamp', ...(purge && at === 0 ? ['--purge'] : []), target));
}

function spelledOut(history: History, { kind, targets }: Step): readonly string[] {
  return targets.map(target => alembic(history, kind === 'run' ? 'upgrade' : 'stamp', target));
}

/** Undoing the moved ones, where that undoes nothing else. */
function unapplying({ before, moved }: Moving, rows: readonly AlembicRow[], history: History): readonly string[] {
  const [only, ...others] = rows;
  const ids = new Set(moved.map(({ from }) => from.id));
  if (!only || others.length > 0) return [];
  const stays = [...lineOf(before, [only.version])].filter(id => !ids.has(id));
  const targets = tips(present(before, stays));
  const [target = 'base'] = targets;
  return targets.length > 1 ? [] : [alembic(history, 'downgrade', target)];
}

/** Some migrations and all that they stand on. */
export function lineOf(graph: Graph, versions: readonly string[]): ReadonlySet<MigrationId> {
  return new Set(versions.flatMap(version => [version, ...ancestors(graph, version)]));
}

function versionsOf(rows: readonly AlembicRow[]): readonly string[] {
  return rows.map(({ version }) => version).sort();
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n');
}
