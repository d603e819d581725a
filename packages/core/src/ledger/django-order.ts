import type { Graph } from '../graph.js';
import type { History, MigrationId } from '../model.js';
import type { Deviation } from '../status-report.js';
import type { LedgerChanges } from './applied.js';
import { inTurn, manage } from './commands.js';
import { changeRows, rowOf, spelledOut } from './django.js';
import { evidenceOf, inLine } from './evidence.js';
import type { Project } from './project.js';
import { early, present, stepsTo } from './settle.js';
import type { Sighting } from './sighting.js';

/** A migration that is applied before what it stands on: Django refuses every command then (MigrationLoader.check_consistent_history). */
export function inconsistent(history: History, { graph, recorded }: Project, sighting: Sighting): readonly Deviation[] {
  // What has another name now is the likelier reason.
  if (sighting.misnamed.length > 0) return [];
  const late = early(graph, recorded);
  const [first] = inLine(graph).filter(id => late.has(id));
  if (first === undefined || graph.nodes.get(first)?.history !== history.id) return [];
  const missing = missingBelow(graph, first, recorded);
  const verb = missing.length === 1 ? 'is' : 'are';
  const message = `${first} is applied to ${sighting.named}, and ${missing.join(', ')}, which it stands on, ${verb} not`;
  return [{ kind: 'inconsistent', message, names: [first], fix: mending(history, { graph, recorded, late, missing }, sighting) }];
}

function missingBelow(graph: Graph, id: MigrationId, recorded: ReadonlySet<MigrationId>): readonly MigrationId[] {
  const above = present(graph, [id]).flatMap(({ parents, needs }) => [...parents, ...needs]);
  return present(graph, above).flatMap(node => (node.migration && !recorded.has(node.id) ? [node.id] : []));
}

interface Disorder {
  readonly graph: Graph;
  readonly recorded: ReadonlySet<MigrationId>;
  readonly late: ReadonlySet<MigrationId>;
  readonly missing: readonly MigrationId[];
}

function mending(history: History, { graph, recorded, late, missing }: Disorder, sighting: Sighting): NonNullable<Deviation['fix']> {
  const { run, contradiction } = evidenceOf(graph, sighting, id => missing.includes(id));
  if (contradiction === undefined && missing.every(id => run.has(id))) {
    return { title: 'what it makes is there: record it', command: record(history, rowsOf(graph, missing)) };
  }
  if (sighting.engine === 'sqlite') {
    return { title: 'Django rebuilds tables of SQLite with the columns that it knows: what came too early would lose its data' };
  }
  const steps = stepsTo(graph, recorded, new Set([...recorded].filter(id => !late.has(id))));
  const command = inTurn([changeRows(history, rowsOf(graph, late)), ...steps.flatMap(step => spelledOut(graph, step))]);
  return { title: 'run what is missing, and record again what came too early', command };
}

function rowsOf(graph: Graph, ids: Iterable<MigrationId>): LedgerChanges['django'] {
  return present(graph, ids).flatMap(({ migration }) => (migration ? [{ ...rowOf(graph, migration), to: null }] : []));
}

function record(history: History, rows: LedgerChanges['django']): string {
  const said = rows.map(({ app, name }) => `record(${JSON.stringify(app)}, ${JSON.stringify(name)})`);
  const code = [
    'from django.db import connection',
    'from django.db.migrations.recorder import MigrationRecorder',
    'record = MigrationRecorder(connection).record_applied',
    ...said,
  ];
  return manage(history, 'shell', '-c', code.join('; '));
}
