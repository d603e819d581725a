import { type Graph, type History, type HistoryContents, type Deviation, type DatabaseState } from '@oneleaf/core';
import { manageCommandLine } from '../run/command-line.js';
import { defaultTable } from './model-tables.js';

/** An app without a row whose migrations are recorded under a label that is not here, with tables that begin with that label. */
export function labelChange(app: HistoryContents, { contents }: Graph, state: DatabaseState): readonly Deviation[] {
  const { history } = app;
  const here = new Set([...contents.values()].map(one => one.history.label));
  const { applied, databaseName } = state;
  const labels = [...new Set((applied['django'] ?? []).flatMap(({ label = [] }) => label))].filter(label => !here.has(label));
  const found = labels.flatMap(label => formerTables(app, label, state) ?? []);
  const [former, ...others] = found;
  if (!former || others.length > 0) return [];
  const { label, tables } = former;
  const names = (applied['django'] ?? []).filter(row => row.label === label).map(({ name }) => `${history.label}.${name}`);
  const message = `${databaseName} knows ${history.label} as ${label}: ${names.join(', ')}`;
  const title = 'rename the rows and the tables; other places with the label, such as content types, do not change';
  return [{ kind: 'relabelled', message, names, fix: { title, command: renameCommand(history, label, tables) } }];
}

interface FormerLabel {
  readonly label: string;
  /** Old names, of those that have another one now. */
  readonly tables: readonly string[];
}

function formerTables(
  { history, migrations }: HistoryContents,
  label: string,
  { applied, tables, operations }: DatabaseState,
): FormerLabel | undefined {
  const rows = (applied['django'] ?? []).filter(row => row.label === label);
  const files = rows.map(({ name }) => migrations.find(({ literal }) => literal === name));
  if (files.includes(undefined)) return undefined;
  const isThere = (table: string): boolean => tables.some(({ name }) => name === table);
  const made = files.flatMap(file => {
    const known = operations.get(file?.id ?? '');
    return known === undefined || known === 'opaque' ? [] : known.flatMap(({ touches }) => touches);
  });
  const models = made.flatMap(({ does, thing, name }) =>
    does === 'add' && thing === 'model' ? [name.slice(history.label.length + 1)] : [],
  );
  const old = models.map(model => defaultTable(`${label}.${model}`)).filter(isThere);
  return old.length > 0 && !models.some(model => isThere(defaultTable(`${history.label}.${model}`))) ? { label, tables: old } : undefined;
}

function renameCommand(history: History, label: string, tables: readonly string[]): string {
  const statements = tables.map(table => `ALTER TABLE "${table}" RENAME TO "${history.label}${table.slice(label.length)}"`);
  const code = [
    'from django.db import connection',
    'from django.db.migrations.recorder import MigrationRecorder',
    `MigrationRecorder.Migration.objects.filter(app=${JSON.stringify(label)}).update(app=${JSON.stringify(history.label)})`,
    ...statements.map(statement => `connection.cursor().execute(${JSON.stringify(statement)})`),
  ];
  return manageCommandLine(history, 'shell', '-c', code.join('; '));
}
