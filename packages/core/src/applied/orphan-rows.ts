import type { Framework, History } from '../adapter/framework.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { HistoryContents } from '../graph/node.js';
import { stemOf } from '../model/paths.js';
import type { AppliedMigrations, AppliedRow } from './applied-migrations.js';

/** A migration that is applied, and of which no file is here. */
export interface OrphanRow extends AppliedRow {
  readonly framework: string;
}

/** The rows that no file of a tree is about. Histories of other packages, and what a squash stands for, are nobody's loss. */
export function orphanRows({ contents }: Pick<TreeHistories, 'contents'>, applied: AppliedMigrations): readonly OrphanRow[] {
  const all = [...contents.values()];
  return Object.entries(applied).flatMap(([name, rows]) => {
    const own = all.filter(({ history }) => history.framework.name === name);
    const known = new Set(own.flatMap(knownNames));
    return rows
      .filter(row => own.some(({ history }) => isRowOf(row, history) && !known.has(rowName(row, history.framework))))
      .map(row => ({ ...row, framework: name }));
  });
}

/** Whether a row of the history's framework may be of the history. */
export function isRowOf({ label }: AppliedRow, history: Pick<History, 'label'>): boolean {
  return label === undefined || label === history.label;
}

/** The migration of a row as messages spell it. */
export function rowName({ label = '', name }: AppliedRow, { wording }: Pick<Framework, 'wording'>): string {
  return wording.migration({ label }, name);
}

/** Whether a database records something of a history. */
export function hasRows({ history, migrations }: HistoryContents, applied: AppliedMigrations): boolean {
  const rows = applied[history.framework.name] ?? [];
  return rows.some(({ label, name }) => (label === undefined ? migrations.some(({ id }) => id === name) : label === history.label));
}

function knownNames({ history, migrations }: HistoryContents): readonly string[] {
  const { record, wording } = history.framework;
  return [
    ...migrations.flatMap(({ id, replaces }) => [id, ...replaces.map(one => one.id)]),
    // A file that cannot be read is here all the same.
    ...(record?.rowSpells === 'file' ? history.files.map(path => wording.migration(history, stemOf(path))) : []),
  ];
}
