import { folderOf, land, type Chapter, type Contested, type PathChange, type Snapshot } from '@oneleaf/core';
import type { TreeEntry, RemoteTip, Oid } from '@oneleaf/git';
import { EnvironmentError } from './errors.js';
import type { Base } from './prospect.js';
import { oursOf } from './prospects.js';
import { midst } from './midst.js';
import { commitOf } from './refs.js';
import type { Session } from './session.js';
import { forksOf, landFiles } from './since.js';
import { findUpstream, freshen, namedUpstream, nearestLine, type Upstream } from './upstream.js';
import { contentOf, settle, snapshotOf, type World } from './world.js';

/** The working tree, and what will be there once it has landed. */
export interface LandedTree {
  readonly world: World;
  readonly here: Snapshot;
  /** All histories after landing; those of the working tree where no base is known. */
  readonly chapters: ReadonlyMap<string, Chapter>;
  /** Absent where nothing is known that the branch could land on. */
  readonly onto?: Onto;
}

/** The same where a base is known. */
export type Landing = LandedTree & { readonly onto: Onto };

export interface Onto {
  readonly base: Base;
  readonly upstream: Upstream;
  readonly fresh: RemoteTip;
  /** Files that git will stop at. */
  readonly contested: readonly Contested[];
  /** Files of the trees that the branch began with or has taken in since: nothing of them is its own. */
  readonly before: readonly TreeEntry[];
}

/** Lands the working tree, committed or not, on its base as the remote has it now. */
export async function landTree(session: Session, asked: string | undefined): Promise<LandedTree> {
  const { repository } = session;
  if (repository.bare)
    throw new EnvironmentError(`${repository.top} has no working tree to write to`, 'run the command in a clone that has one');
  const { commit: head } = await repository.head();
  const target = await targetOf(session, asked, head);
  if (!target) {
    const { world, entries } = await settle(session, interest => repository.workingTree(interest));
    const here = await snapshotOf(world, entries);
    return { world, here, chapters: here.chapters };
  }
  const { commit, upstream, fresh } = target;
  // The branch may bring folders that the base knows nothing of, and the base such as the branch has not got yet.
  const { world } = await settle(session, async interest => [
    ...(await repository.list(commit, interest)),
    ...(await repository.workingTree(interest)),
  ]);
  const base = { ref: upstream.ref, commit, world, snapshot: await snapshotOf(world, await repository.list(commit, world.interest)) };
  const entries = await repository.workingTree(world.interest);
  const here = await snapshotOf(world, entries);
  const forks = head === undefined ? [] : await forksOf(repository, commit, head);
  const before = await listAll(world, [...forks, ...target.taken]);
  const { files, contested } = land(changesOf(before, entries), oursOf(base.snapshot));
  const { chapters } = await landFiles(base, files);
  return { world, here, chapters, onto: { base, upstream, fresh, contested: contested.filter(one => isStop(one, before)), before } };
}

interface Target {
  readonly upstream: Upstream;
  readonly commit: Oid;
  readonly fresh: RemoteTip;
  /** Commits that the working tree has taken in besides the one where it left the base. */
  readonly taken: readonly Oid[];
}

async function targetOf(session: Session, asked: string | undefined, head: Oid | undefined): Promise<Target | undefined> {
  const upstream = await upstreamFor(session, asked, head);
  if (!upstream) return undefined;
  const fresh = await freshen(session.repository, upstream);
  const commit = fresh.commit ?? upstream.known;
  const { base, taken } = await midst(session, upstream, commit);
  if (asked !== undefined || !base) return { upstream, commit, fresh, taken };
  return { upstream: { ...upstream, spelled: base.spelled }, commit: base.commit, fresh: { fresh: true, commit: base.commit }, taken };
}

/** The files of several trees; of each path what the last one has. */
async function listAll({ repository, interest }: World, commits: readonly Oid[]): Promise<readonly TreeEntry[]> {
  const lists = await Promise.all(commits.map(commit => repository.list(commit, interest)));
  return [...new Map(lists.flat().map(entry => [entry.path, entry])).values()];
}

async function upstreamFor(session: Session, asked: string | undefined, head: Oid | undefined): Promise<Upstream | undefined> {
  if (asked !== undefined) {
    await commitOf(session.repository, asked);
    return namedUpstream(session, asked);
  }
  const main = await findUpstream(session);
  return main && head !== undefined ? nearestLine(session, main, head) : main;
}

/** A folder that is new on the branch is none that the base has renamed; and that both took a file away needs nobody. */
function isStop({ path, why }: Contested, before: readonly TreeEntry[]): boolean {
  if (why === 'both-deleted') return false;
  return why !== 'folder-gone' || before.some(entry => folderOf(entry.path) === folderOf(path));
}

/** What the files of a tree are to those that it began with. */
export function changesOf(before: readonly TreeEntry[], after: readonly TreeEntry[]): readonly PathChange[] {
  const old = new Map(before.map(entry => [entry.path, contentOf(entry)]));
  const now = new Map(after.map(entry => [entry.path, contentOf(entry)]));
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths
    .map(path => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter(change => change.before !== change.after);
}
