import type { Graph } from '../graph.js';
import type { History } from '../model.js';
import type { Chapter } from '../node.js';
import type { Deviation } from '../status-report.js';
import { manage } from './commands.js';
import { plainHome } from './evidence.js';
import type { Sighting } from './sighting.js';

/** An app without a row whose migrations are recorded under a label that is not here, with tables that begin with that label. */
export function relabelled(chapter: Chapter, { chapters }: Graph, sighting: Sighting): readonly Deviation[] {
  const { history } = chapter;
  const here = new Set([...chapters.values()].map(one => one.history.label));
  const { applied, named } = sighting;
  const labels = [...new Set((applied.django ?? []).map(({ app }) => app))].filter(label => !here.has(label));
  const found = labels.flatMap(label => formerTables(chapter, label, sighting) ?? []);
  const [former, ...others] = found;
  if (!former || others.length > 0) return [];
  const { label, tables } = former;
  const names = (applied.django ?? []).filter(({ app }) => app === label).map(({ name }) => `${history.label}.${name}`);
  const message = `${named} knows ${history.label} as ${label}: ${names.join(', ')}`;
  const title = 'rename the rows and the tables; what else holds the label, as content types do, is left';
  return [{ kind: 'relabelled', message, names, fix: { title, command: renaming(history, label, tables) } }];
}

interface Former {
  readonly label: string;
  /** Old names, of those that have another one now. */
  readonly tables: readonly string[];
}

function formerTables({ history, migrations }: Chapter, label: string, { applied, tables, deeds }: Sighting): Former | undefined {
  const rows = (applied.django ?? []).filter(({ app }) => app === label);
  const files = rows.map(({ name }) => migrations.find(({ literal }) => literal === name));
  if (files.includes(undefined)) return undefined;
  const isThere = (table: string): boolean => tables.some(({ name }) => name === table);
  const made = files.flatMap(file => {
    const operations = deeds.get(file?.id ?? '');
    return operations === undefined || operations === 'opaque' ? [] : operations.flatMap(({ touches }) => touches);
  });
  const models = made.flatMap(({ does, thing, name }) =>
    does === 'add' && thing === 'model' ? [name.slice(history.label.length + 1)] : [],
  );
  const old = models.map(model => plainHome(`${label}.${model}`)).filter(isThere);
  return old.length > 0 && !models.some(model => isThere(plainHome(`${history.label}.${model}`))) ? { label, tables: old } : undefined;
}

function renaming(history: History, label: string, tables: readonly string[]): string {
  const statements = tables.map(table => `ALTER TABLE "${table}" RENAME TO "${history.label}${table.slice(label.length)}"`);
  const code = [
    'from django.db import connection',
    'from django.db.migrations.recorder import MigrationRecorder',
    `MigrationRecorder.Migration.objects.filter(app=${JSON.stringify(label)}).update(app=${JSON.stringify(history.label)})`,
    ...statements.map(statement => `connection.cursor().execute(${JSON.stringify(statement)})`),
  ];
  return manage(history, 'shell', '-c', code.join('; '));
}
