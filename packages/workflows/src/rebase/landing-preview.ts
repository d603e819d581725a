import { landOnTree, type HistoryContents, type FileChange } from '@oneleaf/core';
import type { LandedOnBase } from '../landing/landed-tree.js';
import { fileTree } from '../repository-view/repository-view.js';
import { withChanges } from '../repository-view/pending-tree.js';
import { baseSide } from '../landing/land-branches.js';
import type { RepositorySession } from '../session/session.js';
import { landFiles } from '../landing/changes-since-fork.js';

/** The histories that landing gives once changes are written, read as everything else is: from the files. */
export async function landedAfter(
  session: RepositorySession,
  { world, onto }: LandedOnBase,
  changes: readonly FileChange[],
): Promise<ReadonlyMap<string, HistoryContents>> {
  const { list, reader } = withChanges(session, changes);
  const seen = { ...world, reader, survey: { ...world.survey, source: reader } };
  const after = fileTree(await list(world.interest));
  const { snapshot } = onto.base;
  const { files } = landOnTree(snapshot.files, { before: onto.before, after }, baseSide(snapshot));
  return (await landFiles({ snapshot, world: seen }, files)).contents;
}
