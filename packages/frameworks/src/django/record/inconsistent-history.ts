import {
  type Graph,
  type History,
  type MigrationId,
  type Deviation,
  type RowChange,
  joinCommands,
  evidenceOf,
  parentsFirst,
  appliedTooEarly,
  nodesOf,
  stepsTo,
  type DatabaseState,
} from '@oneleaf/core';
import { manageCommandLine } from '../run/command-line.js';
import { changeRows, rowOf, migrateCommands } from './record-plan.js';
import type { RecordedProject } from './recorded-project.js';

/** A migration that is applied before what it stands on: Django refuses every command then (MigrationLoader.check_consistent_history). */
export function inconsistentHistory(history: History, { graph, recorded }: RecordedProject, state: DatabaseState): readonly Deviation[] {
  // What has another name now is the likelier reason.
  if (state.nameMismatches.length > 0) return [];
  const late = appliedTooEarly(graph, recorded);
  const [first] = parentsFirst(graph).filter(id => late.has(id));
  if (first === undefined || graph.nodes.get(first)?.history !== history.id) return [];
  const missing = missingBelow(graph, first, recorded);
  const [ancestors, verb] = missing.length === 1 ? ['ancestor', 'is'] : ['ancestors', 'are'];
  const message = `${first} is applied to ${state.databaseName}, but its ${ancestors} ${missing.join(', ')} ${verb} not`;
  return [{ kind: 'inconsistent', message, names: [first], fix: fixForOrder(history, { graph, recorded, late, missing }, state) }];
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
  state: DatabaseState,
): NonNullable<Deviation['fix']> {
  const { hasRun, contradiction } = evidenceOf(graph, state, id => missing.includes(id));
  if (contradiction === undefined && missing.every(id => hasRun.has(id))) {
    return { title: 'its changes are in the database already: record it', command: recordRowsCommand(history, rowsOf(graph, missing)) };
  }
  const { rebuildsTables, title } = state.engine;
  if (rebuildsTables) {
    return {
      title: `Django rebuilds tables of ${title} with the columns that it knows: a migration that ran too early would lose its data`,
    };
  }
  const steps = stepsTo(graph, recorded, new Set([...recorded].filter(id => !late.has(id))));
  const command = joinCommands([changeRows(history, rowsOf(graph, late)), ...steps.flatMap(step => migrateCommands(graph, step))]);
  return { title: 'run the missing migrations, and record again those that ran too early', command };
}

function rowsOf(graph: Graph, ids: Iterable<MigrationId>): readonly RowChange[] {
  return nodesOf(graph, ids).flatMap(({ migration }) => (migration ? [{ ...rowOf(graph, migration), to: null }] : []));
}

function recordRowsCommand(history: History, rows: readonly RowChange[]): string {
  const calls = rows.map(({ label, name }) => `record(${JSON.stringify(label)}, ${JSON.stringify(name)})`);
  const code = [
    'from django.db import connection',
    'from django.db.migrations.recorder import MigrationRecorder',
    'record = MigrationRecorder(connection).record_applied',
    ...calls,
  ];
  return manageCommandLine(history, 'shell', '-c', code.join('; '));
}
