import type { Framework, History } from '../adapter/framework.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { HistoryContents } from '../graph/node.js';
import { stemOf } from '../model/paths.js';
import type { AppliedMigrations, AppliedRow } from './applied-migrations.js';

export interface OrphanRow extends AppliedRow {
  readonly framework: string;
}

/** Leaves out histories of installed packages and what a squash replaces: their files are not expected in the tree. */
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

export function isRowOf({ label }: AppliedRow, history: Pick<History, 'label'>): boolean {
  return label === undefined || label === history.label;
}

export function rowName({ label = '', name }: AppliedRow, { wording }: Pick<Framework, 'wording'>): string {
  return wording.migration({ label }, name);
}

export function hasRows({ history, migrations }: HistoryContents, applied: AppliedMigrations): boolean {
  const rows = applied[history.framework.name] ?? [];
  return rows.some(({ label, name }) => (label === undefined ? migrations.some(({ id }) => id === name) : label === history.label));
}

function knownNames({ history, migrations }: HistoryContents): readonly string[] {
  const { record, wording } = history.framework;
  return [
    ...migrations.flatMap(({ id, replaces }) => [id, ...replaces.map(one => one.id)]),
    // The file exists even if it cannot be read.
    ...(record?.rowSpells === 'file' ? history.files.map(path => wording.migration(history, stemOf(path))) : []),
  ];
}
