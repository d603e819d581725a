import {
  filesOf,
  isRowOf,
  joinCommands,
  rowName,
  shellWord,
  orphanRows,
  undoCommand,
  type AppliedMigrations,
  type Fix,
  type TreeHistories,
  type StrandedMigrations,
  type OrphanRow,
  type UndoCommand,
} from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { MigrationRecord } from '@oneleaf/sandbox';
import {
  filesNamed,
  findFilesElsewhere,
  readFoundMigration,
  readWorkingTree,
  migrationName,
  type OtherBranchFiles,
  type FoundMigration,
} from '../branches/other-branches.js';
import { UsageError } from '@oneleaf/core/errors';
import { openDatabase } from './open-database.js';
import type { ProcessContext } from '../process-context.js';
import type { RepositorySession } from '../session/session.js';

/** What a database has applied and no file of the working tree is about, each with the branch that has the file and the commands that undo it. */
export interface StrandedReport {
  /** The database as messages call it. */
  readonly database: string;
  readonly stranded: readonly StrandedMigrations[];
}

type DatabaseContext = Pick<ProcessContext, 'cwd' | 'env'>;

/** `database`: a URL or path; otherwise the database that the environment or the configuration names. Fails where there is none. */
export async function findStranded(session: RepositorySession, context: DatabaseContext, database?: string): Promise<StrandedReport> {
  const record = await openDatabase(session, context, database);
  if (!record) throw new UsageError('no database is given', 'oneleaf post-checkout --database URL');
  return { database: record.label, stranded: await strandedOn(session, record) };
}

/**
 * What git's hook lists after a checkout: only migrations that another branch has. Undefined without a database.
 * During a rebase the list is empty, because git checks out the base only for a moment.
 */
export async function findStrandedAfterCheckout(
  session: RepositorySession,
  context: DatabaseContext,
  database?: string,
): Promise<StrandedReport | undefined> {
  const record = await openDatabase(session, context, database);
  if (!record) return undefined;
  const isRebase = (await session.repository.worktree.operationInProgress())?.kind === 'rebase';
  const all = isRebase ? [] : await strandedOn(session, record);
  return { database: record.label, stranded: all.filter(({ on }) => on !== undefined) };
}

async function strandedOn(session: RepositorySession, record: MigrationRecord): Promise<readonly StrandedMigrations[]> {
  const [applied, tree] = await Promise.all([record.applied(), readWorkingTree(session)]);
  return withUndo(tree.here, applied, await locateRows(session, tree, applied));
}

/** A row that no file of a tree is about, and where some other tree has the file. */
export interface LocatedRow {
  readonly row: OrphanRow;
  readonly found: FoundMigration | undefined;
}

export async function locateRows(
  session: RepositorySession,
  tree: Pick<OtherBranchFiles, 'world' | 'here'>,
  applied: AppliedMigrations,
): Promise<readonly LocatedRow[]> {
  const rows = orphanRows(tree.here, applied);
  if (rows.length === 0) return [];
  const elsewhere = await findFilesElsewhere(session, tree);
  const located: LocatedRow[] = [];
  for (const row of rows) located.push({ row, found: await locateRow(session, elsewhere, row) });
  return located;
}

/** What each chain of them is called, and the way to take it back. */
export function withUndo(
  here: TreeHistories,
  applied: AppliedMigrations,
  located: readonly LocatedRow[],
): readonly (LocatedRow & StrandedMigrations)[] {
  const hasOtherRows = ({ framework, table, name }: OrphanRow): boolean =>
    (applied[framework] ?? []).some(other => other.table === table && other.name !== name);
  return chainTips(located).map(one => ({ ...one, ...strandedRow(here, one, hasOtherRows(one.row)) }));
}

/** The newest tree that has the file. */
async function locateRow(session: RepositorySession, elsewhere: OtherBranchFiles, row: OrphanRow): Promise<FoundMigration | undefined> {
  const files = [...(await filesNamed(elsewhere, row.name))].sort((one, other) => other.time - one.time);
  for (const file of files) {
    const found = await readFoundMigration(session, elsewhere, file);
    const { history, migration } = found ?? {};
    if (history?.framework.name === row.framework && migration?.literal === row.name && isRowOf(row, history)) return found;
  }
  return undefined;
}

/** Only the last migration of each chain, which stands for its ancestors. */
function chainTips(located: readonly LocatedRow[]): readonly LocatedRow[] {
  const isBelow = ({ found }: LocatedRow, other: LocatedRow): boolean =>
    found !== undefined &&
    other.found !== undefined &&
    found.migration.id !== other.found.migration.id &&
    found.history.id === other.found.history.id &&
    other.found.chain.some(({ id }) => id === found.migration.id);
  return located.filter(one => !located.some(other => isBelow(one, other)));
}

function strandedRow(here: TreeHistories, { row, found }: LocatedRow, hasOtherRows: boolean): StrandedMigrations {
  if (!found) return { names: [rowInMessages(row)] };
  const { history, migration, chain, file } = found;
  const own = chain.filter(one => one.history === history.id);
  const undo = undoCommand(here, { tip: migration, history, chain, hasOtherRows });
  return {
    names: own.map(one => migrationName(history, one)),
    on: file.branch,
    ...(undo ? { fix: undo.forks ? undoOnBranch(found, undo) : undoHere(found, undo) } : {}),
  };
}

function rowInMessages(row: OrphanRow): string {
  const framework = frameworks.find(({ name }) => name === row.framework);
  return framework ? rowName(row, framework) : row.name;
}

function undoHere({ history, migration, chain }: FoundMigration, { command }: UndoCommand): Fix {
  const files = chain.flatMap(filesOf).map(shellWord).join(' ');
  const steps = [`npx oneleaf restore ${shellWord(migrationName(history, migration))}`, command, `rm ${files}`];
  return { title: 'undo it', command: joinCommands(steps) };
}

function undoOnBranch({ file: { branch, local } }: FoundMigration, { command }: UndoCommand): Fix {
  const there = `git switch ${local ? '' : '--detach '}${shellWord(branch)}`;
  return { title: 'undo it on the branch where it is the only leaf', command: joinCommands([there, command, 'git switch -']) };
}
