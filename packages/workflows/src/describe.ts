import { wording } from '@oneleaf/frameworks';
import type { DescribeReport, MarkerCheck } from '@oneleaf/core';
import { openCommitTree } from './branches/base-tree.js';
import { chooseHistory } from './repository-view/history-choice.js';
import { describeAll, judgeDescriptions, type DescribedFile } from './repository-view/history-descriptions.js';
import { readWorkingTree, type OtherBranchFiles } from './branches/other-branches.js';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';
import { commitOf } from './branches/refs.js';
import type { RepositorySession } from './session/session.js';
import { workingFiles } from './repository-view/working-files.js';

export interface DescribeOptions {
  /** Histories as people call them; all otherwise. */
  readonly requested: readonly string[];
  /** A commit's tree instead of the working tree. */
  readonly ref?: string;
}

/** Describes the migrations of a tree from their text alone. */
export async function describeTree(session: RepositorySession, { requested, ref }: DescribeOptions): Promise<DescribeReport> {
  const { repository } = session;
  const wanted = ref ?? (repository.bare ? 'HEAD' : undefined);
  const commit = wanted === undefined ? null : await commitOf(repository, wanted);
  const { here } = wanted === undefined || commit === null ? await workingTree(session) : await commitTree(session, wanted, commit);
  const histories = await describeAll(here, repository.read.bind(repository), chosenHistories(here, requested));
  return { schema: 1, command: 'describe', ref: wanted ?? 'working tree', commit, histories };
}

type DescribedTree = Pick<OtherBranchFiles, 'here'>;

async function workingTree(session: RepositorySession): Promise<DescribedTree> {
  return requireHistories(await readWorkingTree(session));
}

async function commitTree(session: RepositorySession, ref: string, commit: string): Promise<DescribedTree> {
  return requireHistories({ here: (await openCommitTree(session, ref, commit)).snapshot });
}

function requireHistories(tree: DescribedTree): DescribedTree {
  if (tree.here.contents.size === 0) throw new UsageError(wording.nothingFound);
  return tree;
}

function chosenHistories({ contents }: DescribedTree['here'], requested: readonly string[]): ReadonlySet<string> {
  return new Set(requested.map(name => chooseHistory(contents, { requested: name, folder: '' }).id));
}

/** Updates the blocks of a file, after a block for the given histories was added. `path` starts at the repository's top. */
export async function describeInto(
  session: RepositorySession,
  path: string,
  requested: readonly string[],
): Promise<readonly MarkerCheck[]> {
  const { repository } = session;
  const { here } = await workingTree(session);
  const [file = { path }] = await readDescribedFiles(session, [path]);
  const ids = [...chosenHistories(here, requested)].sort();
  const markers = await judgeDescriptions([file], here, repository.read.bind(repository), ids);
  const [marker] = markers;
  const isWritten = marker && marker.stale.length > 0;
  if (isWritten) await repository.apply([{ path, text: marker.text }]);
  return markers;
}

/** Whether the blocks of some files are true. Paths are from the repository's top. */
export async function checkDescriptions(session: RepositorySession, paths: readonly string[]): Promise<readonly MarkerCheck[]> {
  const { here } = await workingTree(session);
  return judgeDescriptions(await readDescribedFiles(session, paths), here, session.repository.read.bind(session.repository));
}

async function readDescribedFiles({ repository }: RepositorySession, paths: readonly string[]): Promise<readonly DescribedFile[]> {
  const named = new Set(paths);
  const interest = { key: JSON.stringify(['described', ...named]), wants: (path: string) => named.has(path) };
  const entries = await repository.workingTree(interest);
  const link = entries.find(entry => entry.link);
  if (link) throw new EnvironmentError(`${link.path} is a symbolic link`, 'use the path of the file that it points to');
  const files = await workingFiles(repository, interest);
  return [...named].map(path => {
    if (!entries.some(entry => entry.path === path)) return { path };
    const text = files.read(path);
    if (text === undefined) throw new EnvironmentError(`${path} is not UTF-8`);
    return { path, text };
  });
}
