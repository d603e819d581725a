import {
  misnamedBy,
  standing,
  unmarked,
  type Applied,
  type Astray,
  type Deeds,
  type Misnamed,
  type Sighting,
  type Snapshot,
  type StatusReport,
} from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { Ledger } from '@oneleaf/sandbox';
import { openCommit } from '../base.js';
import { chooseHistory } from '../choose-history.js';
import { readWorkingTree, type Elsewhere } from '../elsewhere.js';
import { UsageError } from '../errors.js';
import { commitOf } from '../refs.js';
import type { Session } from '../session.js';
import { locateAll, takingBack } from './stranded.js';

export interface StatusOptions {
  /** Histories as people call them; all otherwise. */
  readonly asked: readonly string[];
  /** A commit's tree instead of the working tree. */
  readonly ref?: string;
}

/** Compares what a database says it has applied with a tree. Reads the database and the files, and runs nothing. */
export async function status(session: Session, ledger: Ledger, { asked, ref }: StatusOptions): Promise<StatusReport> {
  const commit = ref === undefined ? null : await commitOf(session.repository, ref);
  const tree = commit === null ? await readWorkingTree(session) : await treeOf(session, ref ?? '', commit);
  if (tree.here.chapters.size === 0) throw new UsageError('no Django app with migrations and no Alembic script directory found');
  const chosen = new Set(asked.map(name => chooseHistory(tree.here.chapters, { asked: name, folder: '' }).id));
  const applied = await ledger.applied();
  const { astray, misnamed } = await unknownRows(session, tree, applied);
  const known = { applied, astray, misnamed, engine: ledger.kind, named: ledger.named };
  const first = standing(tree.here, { ...known, tables: [], deeds: new Map() }, chosen);
  const told = demandsLook(tree.here, applied, first) ? standing(tree.here, await look(session, tree, ledger, known), chosen) : first;
  return { schema: 1, command: 'status', ref: ref ?? 'working tree', commit, database: ledger.named, ...told };
}

type Tree = Pick<Elsewhere, 'world' | 'here'>;

async function treeOf(session: Session, ref: string, commit: string): Promise<Tree> {
  const { world, snapshot } = await openCommit(session, ref, commit);
  return { world, here: snapshot };
}

/** The rows that no file is about: those that mean one all the same, and those whose file is elsewhere or nowhere. */
async function unknownRows(
  session: Session,
  tree: Tree,
  applied: Applied,
): Promise<{ readonly astray: readonly Astray[]; readonly misnamed: readonly Misnamed[] }> {
  const located = await locateAll(session, tree, applied);
  const suspects = located.map(({ row, found }) => ({ row, ...(found ? { was: found.migration } : {}) }));
  const misnamed = misnamedBy(tree.here, applied, suspects);
  const rest = located.filter(({ row }) => !misnamed.some(one => one.row === row));
  const astray = takingBack(tree.here, applied, rest).map(({ row, found, ...stranded }) => ({
    ...stranded,
    row,
    ground: (found?.chain ?? []).flatMap(({ parents }) => parents.map(({ id }) => id)),
    ...(found ? { history: found.history.id } : {}),
  }));
  return { astray, misnamed };
}

/** Where rows do not tell it all, tables may. */
function demandsLook(here: Snapshot, applied: Applied, { histories, notes }: ReturnType<typeof standing>): boolean {
  const isUnclear = histories.some(({ deviations }) => deviations.some(({ kind }) => kind === 'unknown' || kind === 'inconsistent'));
  return isUnclear || notes.length > 0 || unmarked(here, { applied }).length > 0;
}

async function look({ repository }: Session, { here }: Tree, ledger: Ledger, known: Omit<Sighting, 'tables' | 'deeds'>): Promise<Sighting> {
  const migrations = [...here.chapters.values()].flatMap(chapter => chapter.migrations.map(migration => ({ migration, chapter })));
  const contents = await repository.read(migrations.flatMap(({ migration }) => here.files.get(migration.path) ?? []));
  const deeds: Deeds = new Map(
    migrations.map(({ migration: { id, path }, chapter: { history } }) => {
      const bytes = contents.get(here.files.get(path) ?? '');
      const framework = frameworks.find(({ name }) => name === history.framework);
      return [id, bytes && framework ? framework.operations(bytes, history) : 'opaque'];
    }),
  );
  return { ...known, deeds, tables: await ledger.tables() };
}
