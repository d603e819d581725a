import { changedPaths, landHistories, type FileContentId, type LandedHistories, type RefChange, type TreeHistories } from '@oneleaf/core';
import type { Oid, Repository } from '@oneleaf/git';
import { EnvironmentError } from '@oneleaf/core/errors';
import { fileTree, type RepositoryView } from '../repository-view/repository-view.js';

/** What a tree does to the migrations that had landed when it left the base. */
export async function changesSinceFork(world: RepositoryView, snapshot: TreeHistories, fork: Oid): Promise<RefChange> {
  const before = fileTree(await world.repository.list(fork, world.interest));
  const undone = new Map(changedPaths(snapshot.files, before).map(({ path, after }) => [path, after]));
  const { added, edited, deleted } = (await landFiles({ snapshot, world }, undone)).change;
  return { added: deleted, edited: edited.map(({ landed, now }) => ({ landed: now, now: landed })), deleted: added };
}

/** Puts files onto a snapshot, read in as few batches as they allow. */
export async function landFiles(
  { snapshot, world }: { readonly snapshot: TreeHistories; readonly world: RepositoryView },
  files: ReadonlyMap<string, FileContentId>,
): Promise<LandedHistories> {
  let landed = landHistories(snapshot, files, world.survey);
  while (await world.reader.fetch()) landed = landHistories(snapshot, files, world.survey);
  return landed;
}

/** Where a commit left the base: their newest common commit. Undefined without a common history. */
export async function forkOf(repository: Repository, base: Oid, tip: Oid): Promise<Oid | undefined> {
  return (await forksOf(repository, base, tip))[0];
}

/** Every newest common commit. There are several if both sides have merged each other. */
export async function forksOf(repository: Repository, base: Oid, tip: Oid): Promise<readonly Oid[]> {
  if (base === tip) return [tip];
  const relation = (await repository.relate(base, [tip])).get(tip);
  switch (relation?.kind) {
    case 'landed':
      return [tip];
    case 'diverged':
      return relation.bases;
    case 'unknown':
      throw new EnvironmentError(relation.reason, relation.command);
    case 'unrelated':
    case undefined:
      return [];
  }
}
