import { landOnTree, type ContestedFile, type FileTree, type HistoryContents, type Migration, type TreeHistories } from '@oneleaf/core';
import type { RemoteTip, Oid } from '@oneleaf/git';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { BaseTree } from '../branches/base-tree.js';
import { baseSide } from './land-branches.js';
import { operationTarget } from '../branches/operation-target.js';
import { commitOf } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';
import { forksOf, landFiles } from './changes-since-fork.js';
import { findUpstream, queryUpstream, namedUpstream, nearestLine, type Upstream } from '../branches/upstream.js';
import { fileTree, listWithConfiguredFolders, readSnapshot, type RepositoryView } from '../repository-view/repository-view.js';

/** The working tree, and what will be there once it has landed. */
export interface LandedTree {
  readonly world: RepositoryView;
  readonly here: TreeHistories;
  /** All histories after landing; those of the working tree where no base is known. */
  readonly histories: ReadonlyMap<string, HistoryContents>;
  /** Absent where nothing is known that the branch could land on. */
  readonly onto?: UpstreamLanding;
}

/** A landed tree whose base is known. */
export type LandedOnBase = LandedTree & { readonly onto: UpstreamLanding };

export interface UpstreamLanding {
  readonly base: BaseTree;
  readonly upstream: Upstream;
  readonly fresh: RemoteTip;
  /** Files that git will stop at. */
  readonly contested: readonly ContestedFile[];
  /** Files of the trees that the branch began with or has taken in since: nothing of them is its own. */
  readonly before: FileTree;
}

/** Lands the working tree, committed or not, on its base as the remote has it now. */
export async function landWorkingTree(session: RepositorySession, requested: string | undefined): Promise<LandedTree> {
  const { repository } = session;
  if (repository.bare)
    throw new EnvironmentError(`${repository.top} has no working tree to write to`, 'run the command in a clone with a working tree');
  const { commit: head } = await repository.head();
  const target = await landingTarget(session, requested, head);
  if (!target) {
    const { world, entries } = await listWithConfiguredFolders(session, interest => repository.workingTree(interest));
    const here = await readSnapshot(world, entries);
    return { world, here, histories: here.contents };
  }
  const { commit, upstream, fresh } = target;
  // The branch may bring folders that the base knows nothing of, and the base such as the branch has not got yet.
  const { world } = await listWithConfiguredFolders(session, async interest => [
    ...(await repository.list(commit, interest)),
    ...(await repository.workingTree(interest)),
  ]);
  const base = { ref: upstream.ref, commit, world, snapshot: await readSnapshot(world, await repository.list(commit, world.interest)) };
  const entries = await repository.workingTree(world.interest);
  const here = await readSnapshot(world, entries);
  const forks = head === undefined ? [] : await forksOf(repository, commit, head);
  const before = await listCommits(world, [...forks, ...target.taken]);
  const { files, contested } = landOnTree(base.snapshot.files, { before, after: here.files }, baseSide(base.snapshot));
  const { contents } = await landFiles(base, files);
  return {
    world,
    here,
    histories: contents,
    onto: { base, upstream, fresh, contested: contested.filter(({ why }) => why !== 'both-deleted'), before },
  };
}

interface LandingTarget {
  readonly upstream: Upstream;
  readonly commit: Oid;
  readonly fresh: RemoteTip;
  /** Commits that the working tree has merged since it left the base. */
  readonly taken: readonly Oid[];
}

async function landingTarget(
  session: RepositorySession,
  requested: string | undefined,
  head: Oid | undefined,
): Promise<LandingTarget | undefined> {
  const upstream = await upstreamFor(session, requested, head);
  if (!upstream) return undefined;
  const fresh = await queryUpstream(session.repository, upstream);
  const commit = fresh.commit ?? upstream.known;
  const { base, taken } = await operationTarget(session, upstream, commit);
  if (requested !== undefined || !base) return { upstream, commit, fresh, taken };
  return { upstream: { ...upstream, spelled: base.spelled }, commit: base.commit, fresh: { fresh: true, commit: base.commit }, taken };
}

/** The files of several trees; of each path what the last one has. */
async function listCommits({ repository, interest }: RepositoryView, commits: readonly Oid[]): Promise<FileTree> {
  return fileTree((await Promise.all(commits.map(commit => repository.list(commit, interest)))).flat());
}

async function upstreamFor(
  session: RepositorySession,
  requested: string | undefined,
  head: Oid | undefined,
): Promise<Upstream | undefined> {
  if (requested !== undefined) {
    await commitOf(session.repository, requested);
    return namedUpstream(session, requested);
  }
  const main = await findUpstream(session);
  return main && head !== undefined ? nearestLine(session, main, head) : main;
}

/** Whether the working tree has a migration of the base, under its path or, where a side has moved it, under another one. */
export function isHere({ here, onto }: LandedTree, { id, path, history }: Migration): boolean {
  const content = onto?.base.snapshot.files.get(path);
  const same = (one: Migration): boolean => one.id === id && here.files.get(one.path) === content;
  return here.files.has(path) || (here.contents.get(history)?.migrations ?? []).some(same);
}
