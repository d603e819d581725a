import type { Graph } from '../../graph/node.js';
import type { MigrationId } from '../../model/migration.js';
import type { History } from '../../adapter/framework.js';
import type { Deviation } from '../../reports/status-report.js';
import type { RecordChanges } from '../applied-migrations.js';
import { joinCommands, manageCommandLine } from '../framework-commands.js';
import { changeRows, rowOf, migrateCommands } from './record-plan.js';
import { evidenceOf, parentsFirst } from '../table-evidence.js';
import type { RecordedProject } from './project.js';
import { appliedTooEarly, nodesOf, stepsTo } from '../record-steps.js';
import type { DatabaseState } from '../database-state.js';

/** A migration that is applied before what it stands on: Django refuses every command then (MigrationLoader.check_consistent_history). */
export function inconsistentHistory(history: History, { graph, recorded }: RecordedProject, sighting: DatabaseState): readonly Deviation[] {
  // What has another name now is the likelier reason.
  if (sighting.misnamed.length > 0) return [];
  const late = appliedTooEarly(graph, recorded);
  const [first] = parentsFirst(graph).filter(id => late.has(id));
  if (first === undefined || graph.nodes.get(first)?.history !== history.id) return [];
  const missing = missingBelow(graph, first, recorded);
  const verb = missing.length === 1 ? 'is' : 'are';
  const message = `${first} is applied to ${sighting.databaseName}, and ${missing.join(', ')}, which it stands on, ${verb} not`;
  return [{ kind: 'inconsistent', message, names: [first], fix: fixForOrder(history, { graph, recorded, late, missing }, sighting) }];
}

function missingBelow(graph: Graph, id: MigrationId, recorded: ReadonlySet<MigrationId>): readonly MigrationId[] {
  const above = nodesOf(graph, [id]).flatMap(({ parents, needs }) => [...parents, ...needs]);
  return nodesOf(graph, above).flatMap(node => (node.migration && !recorded.has(node.id) ? [node.id] : []));
}

interface InconsistentOrder {
  readonly graph: Graph;
  readonly recorded: ReadonlySet<MigrationId>;
  readonly late: ReadonlySet<MigrationId>;
  readonly missing: readonly MigrationId[];
}

function fixForOrder(
  history: History,
  { graph, recorded, late, missing }: InconsistentOrder,
  sighting: DatabaseState,
): NonNullable<Deviation['fix']> {
  const { run, contradiction } = evidenceOf(graph, sighting, id => missing.includes(id));
  if (contradiction === undefined && missing.every(id => run.has(id))) {
    return { title: 'what it makes is there: record it', command: recordRowsCommand(history, rowsOf(graph, missing)) };
  }
  const { rebuildsTables, title } = sighting.engine;
  if (rebuildsTables) {
    return { title: `Django rebuilds tables of ${title} with the columns that it knows: what came too early would lose its data` };
  }
  const steps = stepsTo(graph, recorded, new Set([...recorded].filter(id => !late.has(id))));
  const command = joinCommands([changeRows(history, rowsOf(graph, late)), ...steps.flatMap(step => migrateCommands(graph, step))]);
  return { title: 'run what is missing, and record again what came too early', command };
}

function rowsOf(graph: Graph, ids: Iterable<MigrationId>): RecordChanges['django'] {
  return nodesOf(graph, ids).flatMap(({ migration }) => (migration ? [{ ...rowOf(graph, migration), to: null }] : []));
}

function recordRowsCommand(history: History, rows: RecordChanges['django']): string {
  const said = rows.map(({ app, name }) => `record(${JSON.stringify(app)}, ${JSON.stringify(name)})`);
  const code = [
    'from django.db import connection',
    'from django.db.migrations.recorder import MigrationRecorder',
    'record = MigrationRecorder(connection).record_applied',
    ...said,
  ];
  return manageCommandLine(history, 'shell', '-c', code.join('; '));
}
