import type { History } from '../adapter/framework.js';
import type { Migration } from '../model/migration.js';
import { stemOf } from '../model/paths.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import type { AppliedMigrations } from './applied-migrations.js';
import { isRowOf, type OrphanRow } from './orphan-rows.js';

/** A row that spells the name of a migration otherwise than its file does. */
export interface NameMismatch {
  readonly row: OrphanRow;
  readonly history: History;
  readonly migration: Migration;
  /** As it was under that name, where some branch still has it. */
  readonly was?: Migration;
}

/** A row, and where some branch has a file of that name, what is in it. */
export interface SuspectRow {
  readonly row: OrphanRow;
  readonly was?: Migration;
}

/**
 * The rows that mean a migration which is here and not recorded: it does the same as the file that once had that name, or where no branch has such a
 * file, its name is nearly the same. A row that several could mean means none.
 */
export function nameMismatches(
  { contents }: Pick<TreeHistories, 'contents'>,
  applied: AppliedMigrations,
  suspects: readonly SuspectRow[],
): readonly NameMismatch[] {
  return suspects.flatMap(({ row, was }) => {
    const found = [...contents.values()]
      .filter(({ history }) => history.framework.name === row.framework && isRowOf(row, history))
      .flatMap(({ history, migrations }) => migrations.map(migration => ({ row, history, migration, ...(was ? { was } : {}) })))
      .filter(({ history, migration }) => !isRecorded(history, migration, applied))
      .filter(({ history, migration }) => (was ? was.body === migration.body : isSimilarName(row, history, migration)));
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
  // Under another number something else may have landed below it, which a row alone does not say where only leaves have rows.
  if (one.rest === other.rest && framework.record?.leavesOnly === false) return one.rest !== '' && one.rest !== 'initial';
  return one.number === other.number && (startsWithWords(one.rest, other.rest) || startsWithWords(other.rest, one.rest));
}

/** By whole words: `core` begins `core_entities`. */
function startsWithWords(short: string, long: string): boolean {
  return long.startsWith(`${short}_`) || short === '';
}

function partsOf(name: string): { readonly number?: number; readonly rest: string } {
  const [, digits, rest = ''] = /^(\d{1,5})(?:[_-](.*))?$/s.exec(name) ?? [];
  return digits === undefined ? { rest: name } : { number: Number(digits), rest };
}
