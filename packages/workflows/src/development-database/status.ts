import { wording } from '@oneleaf/frameworks';
import {
  findNameMismatches,
  databaseStatus,
  unrecordedHistories,
  type AppliedMigrations,
  type Fix,
  type History,
  type MissingChain,
  type KnownOperations,
  type NameMismatch,
  type DatabaseState,
  type TreeHistories,
  type StatusReport,
} from '@oneleaf/core';
import type { MigrationRecord } from '@oneleaf/sandbox';
import { openCommitTree } from '../branches/base-tree.js';
import { chooseHistory } from '../repository-view/history-choice.js';
import { readWorkingTree, type OtherBranchFiles } from '../branches/other-branches.js';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';
import { commitOf } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';
import { openDatabase } from './open-database.js';
import type { ProcessContext } from '../process-context.js';
import { locateRows, withUndo } from './stranded.js';

export interface StatusOptions {
  /** The URL or path of the database; otherwise the one that the environment or the configuration names. */
  readonly database?: string;
  /** Histories as people call them; all otherwise. */
  readonly requested: readonly string[];
  /** A commit's tree instead of the working tree. */
  readonly ref?: string;
}

/** Compares what a database says it has applied with a tree. Reads the database and the files, and runs nothing. */
export async function status(
  session: RepositorySession,
  context: Pick<ProcessContext, 'cwd' | 'env'>,
  { database, requested, ref }: StatusOptions,
): Promise<StatusReport> {
  const record = await openDatabase(session, context, database);
  if (!record) throw new EnvironmentError('no database is given', 'oneleaf status --database URL');
  const commit = ref === undefined ? null : await commitOf(session.repository, ref);
  const tree = commit === null ? await readWorkingTree(session) : await commitTree(session, ref ?? '', commit);
  if (tree.here.contents.size === 0) throw new UsageError(wording.nothingFound);
  const chosen = new Set(requested.map(name => chooseHistory(tree.here.contents, { requested: name, folder: '' }).id));
  const notes = unreadableRecords(tree.here, chosen);
  const applied = await record.applied();
  const { missingChains, nameMismatches } = await explainUnknownRows(session, tree, applied);
  const known = { applied, missingChains, nameMismatches, engine: record.engine, databaseName: record.label };
  const first = databaseStatus(tree.here, { ...known, tables: [], operations: new Map() }, chosen);
  const reported = needsTables(tree.here, applied, first)
    ? databaseStatus(tree.here, await readTables(session, tree, record, known), chosen)
    : first;
  return {
    schema: 1,
    command: 'status',
    ref: ref ?? 'working tree',
    commit,
    database: record.label,
    ...reported,
    notes: [...notes, ...reported.notes],
  };
}

/** The frameworks of which Oneleaf cannot read what a database has applied. Fails where there is no other. */
function unreadableRecords({ contents }: TreeHistories, chosen: ReadonlySet<string>): readonly Fix[] {
  const histories = [...contents.values()].map(({ history }) => history).filter(({ id }) => chosen.size === 0 || chosen.has(id));
  const isUnreadable = ({ framework }: History): boolean => framework.record === undefined;
  const names = [...new Set(histories.filter(isUnreadable).map(({ framework }) => framework.name))].sort();
  const sentences = names.map(name => `Oneleaf cannot read what a database has applied of ${name}`);
  if (histories.every(isUnreadable)) throw new EnvironmentError(sentences.join(', '), 'oneleaf check');
  return sentences.map(title => ({ title }));
}

type StatusTree = Pick<OtherBranchFiles, 'world' | 'here'>;

async function commitTree(session: RepositorySession, ref: string, commit: string): Promise<StatusTree> {
  const { world, snapshot } = await openCommitTree(session, ref, commit);
  return { world, here: snapshot };
}

/** Rows without a file: those that mean a migration under another name, and those whose file is on another branch or missing. */
async function explainUnknownRows(
  session: RepositorySession,
  tree: StatusTree,
  applied: AppliedMigrations,
): Promise<{ readonly missingChains: readonly MissingChain[]; readonly nameMismatches: readonly NameMismatch[] }> {
  const located = await locateRows(session, tree, applied);
  const suspects = located.map(({ row, found }) => ({ row, ...(found ? { formerMigration: found.migration } : {}) }));
  const nameMismatches = findNameMismatches(tree.here, applied, suspects);
  const rest = located.filter(({ row }) => !nameMismatches.some(one => one.row === row));
  const missingChains = withUndo(tree.here, applied, rest).map(({ row, found, ...stranded }) => ({
    ...stranded,
    row,
    presentAncestors: (found?.chain ?? []).flatMap(({ parents }) => parents.map(({ id }) => id)),
    ...(found ? { history: found.history.id } : {}),
  }));
  return { missingChains, nameMismatches };
}

/** Where rows do not tell it all, tables may. */
function needsTables(here: TreeHistories, applied: AppliedMigrations, { histories, notes }: ReturnType<typeof databaseStatus>): boolean {
  const isUnclear = histories.some(({ deviations }) => deviations.some(({ kind }) => kind === 'unknown' || kind === 'inconsistent'));
  return isUnclear || notes.length > 0 || unrecordedHistories(here, { applied }).length > 0;
}

async function readTables(
  { repository }: RepositorySession,
  { here }: StatusTree,
  record: MigrationRecord,
  known: Omit<DatabaseState, 'tables' | 'operations'>,
): Promise<DatabaseState> {
  const migrations = [...here.contents.values()].flatMap(contents =>
    contents.migrations.map(migration => ({ migration, chapter: contents })),
  );
  const contents = await repository.read(migrations.flatMap(({ migration }) => here.files.get(migration.path) ?? []));
  const operations: KnownOperations = new Map(
    migrations.map(({ migration: { id, path }, chapter: { history } }) => {
      const bytes = contents.get(here.files.get(path) ?? '');
      return [id, bytes ? history.framework.read.operations(bytes, history) : 'opaque'];
    }),
  );
  return { ...known, operations, tables: await record.tables() };
}
