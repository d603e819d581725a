import type { History } from '../adapter/framework.js';
import type { Migration } from '../model/migration.js';
import { stemOf } from '../model/paths.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { AppliedMigrations } from './applied-migrations.js';
import { isRowOf, type OrphanRow } from './orphan-rows.js';

export interface NameMismatch {
  readonly row: OrphanRow;
  readonly history: History;
  readonly migration: Migration;
  readonly formerMigration?: Migration;
}

export interface SuspectRow {
  readonly row: OrphanRow;
  readonly formerMigration?: Migration;
}

/**
 * Rows that mean a migration which is in the tree and not recorded: it has the body of the file that had that name, or a similar name if no
 * branch has such a file. A row that could mean several migrations is left out.
 */
export function findNameMismatches(
  { contents }: Pick<TreeHistories, 'contents'>,
  applied: AppliedMigrations,
  suspects: readonly SuspectRow[],
): readonly NameMismatch[] {
  return suspects.flatMap(({ row, formerMigration }) => {
    const found = [...contents.values()]
      .filter(({ history }) => history.framework.name === row.framework && isRowOf(row, history))
      .flatMap(({ history, migrations }) =>
        migrations.map(migration => ({ row, history, migration, ...(formerMigration ? { formerMigration } : {}) })),
      )
      .filter(({ history, migration }) => !isRecorded(history, migration, applied))
      .filter(({ history, migration }) =>
        formerMigration ? formerMigration.body === migration.body : isSimilarName(row, history, migration),
      );
    return found.length === 1 ? found : [];
  });
}

function isRecorded(history: History, { literal }: Migration, applied: AppliedMigrations): boolean {
  const rows = applied[history.framework.name] ?? [];
  return rows.some(row => isRowOf(row, history) && row.name === literal);
}

function isSimilarName({ name }: OrphanRow, { framework }: History, { literal, path }: Migration): boolean {
  if (stemOf(path) === name) return true;
  const [one, other] = [partsOf(name), partsOf(literal)];
  if (one.number === undefined || other.number === undefined) return false;
  // If only leaves have rows, a row does not show whether another migration has landed below it under the old number.
  if (one.rest === other.rest && framework.record?.leavesOnly === false) return one.rest !== '' && one.rest !== 'initial';
  return one.number === other.number && (startsWithWords(one.rest, other.rest) || startsWithWords(other.rest, one.rest));
}

function startsWithWords(short: string, long: string): boolean {
  return long.startsWith(`${short}_`) || short === '';
}

function partsOf(name: string): { readonly number?: number; readonly rest: string } {
  const [, digits, rest = ''] = /^(\d{1,5})(?:[_-](.*))?$/s.exec(name) ?? [];
  return digits === undefined ? { rest: name } : { number: Number(digits), rest };
}
