import type { History, Migration } from '../model.js';
import { baseName } from '../paths.js';
import type { Snapshot } from '../snapshot.js';
import type { Applied } from './applied.js';
import type { Unclaimed } from './stranded.js';

/** A row that spells the name of a migration otherwise than its file does. */
export interface Misnamed {
  readonly row: Unclaimed;
  readonly history: History;
  readonly migration: Migration;
  /** As it was under that name, where some branch still has it. */
  readonly was?: Migration;
}

/** A row, and where some branch has a file of that name, what is in it. */
export interface Suspect {
  readonly row: Unclaimed;
  readonly was?: Migration;
}

/**
 * The rows that mean a migration which is here and not recorded: it does the same as the file that once had that name, or where no branch has such a
 * file, its name is nearly the same. A row that several could mean means none.
 */
export function misnamedBy({ chapters }: Pick<Snapshot, 'chapters'>, applied: Applied, suspects: readonly Suspect[]): readonly Misnamed[] {
  const recorded = new Set([
    ...(applied.django ?? []).map(({ app, name }) => `${app}.${name}`),
    ...(applied.alembic ?? []).map(({ version }) => version),
  ]);
  return suspects.flatMap(({ row, was }) => {
    const found = [...chapters.values()]
      .filter(({ history }) => history.framework === row.framework && (row.framework === 'alembic' || history.label === row.place))
      .flatMap(({ history, migrations }) => migrations.map(migration => ({ row, history, migration, ...(was ? { was } : {}) })))
      .filter(
        ({ history, migration }) => !recorded.has(history.framework === 'django' ? `${history.label}.${migration.literal}` : migration.id),
      )
      .filter(({ migration }) => (was ? was.body === migration.body : isNearly(row, migration)));
    return found.length === 1 ? found : [];
  });
}

function isNearly({ name, framework }: Unclaimed, { literal, path }: Migration): boolean {
  if (baseName(path).replace(/\.py$/, '') === name) return true;
  const [one, other] = [partsOf(name), partsOf(literal)];
  if (one.number === undefined || other.number === undefined) return false;
  // Under another number something else may have landed below it, and of that a row of Alembic says nothing.
  if (one.rest === other.rest && framework === 'django') return one.rest !== '' && one.rest !== 'initial';
  return one.number === other.number && (begins(one.rest, other.rest) || begins(other.rest, one.rest));
}

/** By whole words: `core` begins `core_entities`. */
function begins(short: string, long: string): boolean {
  return long.startsWith(`${short}_`) || short === '';
}

function partsOf(name: string): { readonly number?: number; readonly rest: string } {
  const [, digits, rest = ''] = /^(\d{1,5})(?:[_-](.*))?$/s.exec(name) ?? [];
  return digits === undefined ? { rest: name } : { number: Number(digits), rest };
}
