import type { DescribeReport, Marker } from '@oneleaf/core';
import { openCommit } from '../base.js';
import { chooseHistory } from '../choose-history.js';
import { describeAll, judgeDescriptions, type DescribedFile } from '../descriptions.js';
import { readWorkingTree, type Elsewhere } from '../elsewhere.js';
import { EnvironmentError, UsageError } from '../errors.js';
import { commitOf } from '../refs.js';
import type { Session } from '../session.js';
import { workingFiles } from '../working-files.js';

export interface DescribeOptions {
  /** Histories as people call them; all otherwise. */
  readonly asked: readonly string[];
  /** A commit's tree instead of the working tree. */
  readonly ref?: string;
}

/** What the migrations of a tree do, told from their text alone. */
export async function describeTree(session: Session, { asked, ref }: DescribeOptions): Promise<DescribeReport> {
  const { repository } = session;
  const wanted = ref ?? (repository.bare ? 'HEAD' : undefined);
  const commit = wanted === undefined ? null : await commitOf(repository, wanted);
  const { here } = wanted === undefined || commit === null ? await treeHere(session) : await treeOf(session, wanted, commit);
  const histories = await describeAll(here, repository.read.bind(repository), chosen(here, asked));
  return { schema: 1, command: 'describe', ref: wanted ?? 'working tree', commit, histories };
}

type Tree = Pick<Elsewhere, 'here'>;

async function treeHere(session: Session): Promise<Tree> {
  return demandSome(await readWorkingTree(session));
}

async function treeOf(session: Session, ref: string, commit: string): Promise<Tree> {
  return demandSome({ here: (await openCommit(session, ref, commit)).snapshot });
}

function demandSome(tree: Tree): Tree {
  if (tree.here.chapters.size === 0) throw new UsageError('no Django app with migrations and no Alembic script directory found');
  return tree;
}

function chosen({ chapters }: Tree['here'], asked: readonly string[]): ReadonlySet<string> {
  return new Set(asked.map(name => chooseHistory(chapters, { asked: name, folder: '' }).id));
}

/** Makes the blocks of a file true, after one was added for the histories that are asked for. `path`: from the repository's top. */
export async function describeInto(session: Session, path: string, asked: readonly string[]): Promise<readonly Marker[]> {
  const { repository } = session;
  const { here } = await treeHere(session);
  const [file = { path }] = await filesAt(session, [path]);
  const ids = [...chosen(here, asked)].sort();
  const markers = await judgeDescriptions([file], here, repository.read.bind(repository), ids);
  const [marker] = markers;
  const isWritten = marker && marker.stale.length > 0;
  if (isWritten) await repository.apply([{ path, text: marker.text }]);
  return markers;
}

/** Whether the blocks of some files are true. Paths are from the repository's top. */
export async function checkDescriptions(session: Session, paths: readonly string[]): Promise<readonly Marker[]> {
  const { here } = await treeHere(session);
  return judgeDescriptions(await filesAt(session, paths), here, session.repository.read.bind(session.repository));
}

async function filesAt({ repository }: Session, paths: readonly string[]): Promise<readonly DescribedFile[]> {
  const named = new Set(paths);
  const interest = { key: JSON.stringify(['described', ...named]), wants: (path: string) => named.has(path) };
  const entries = await repository.workingTree(interest);
  const link = entries.find(entry => entry.link);
  if (link) throw new EnvironmentError(`${link.path} is a symbolic link`, 'name the file that it leads to');
  const files = await workingFiles(repository, interest);
  return [...named].map(path => {
    if (!entries.some(entry => entry.path === path)) return { path };
    const text = files.read(path);
    if (text === undefined) throw new EnvironmentError(`${path} is not UTF-8`);
    return { path, text };
  });
}
