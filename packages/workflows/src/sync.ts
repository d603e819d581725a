import {
  graphsOf,
  checkMarkers,
  markerChanges,
  currentLeavesOf,
  type FileChange,
  type MarkerCheck,
  type TreeHistories,
} from '@oneleaf/core';
import { judgeDescriptions } from './repository-view/history-descriptions.js';
import { readMarkedTree, type MarkedTree } from './repository-view/marked-tree.js';
import { withChanges, type FileListing } from './repository-view/pending-tree.js';
import type { RepositorySession } from './session/session.js';
import { readSnapshot } from './repository-view/repository-view.js';

/** Makes the markers of the working tree true, or with `check` only looks at them. */
export async function syncTree(session: RepositorySession, { check }: { readonly check: boolean }): Promise<readonly MarkerCheck[]> {
  const markers = await markersAndDescriptionsAfter(session, []);
  if (!check) await session.repository.apply(markerChanges(markers));
  return markers;
}

/** What the markers of the working tree say, and what they ought to once the changes are written. */
export async function markersAfter(session: RepositorySession, changes: readonly FileChange[]): Promise<readonly MarkerCheck[]> {
  const { files, snapshot } = await treeAfter(session, changes);
  return checkMarkers(files, currentLeavesOf(graphsOf(snapshot)));
}

/** The same with the files that describe histories, for which the migrations are read whole. */
export async function markersAndDescriptionsAfter(
  session: RepositorySession,
  changes: readonly FileChange[],
): Promise<readonly MarkerCheck[]> {
  const { files, described, snapshot, read } = await treeAfter(session, changes);
  return [...checkMarkers(files, currentLeavesOf(graphsOf(snapshot))), ...(await judgeDescriptions(described, snapshot, read))];
}

async function treeAfter(
  session: RepositorySession,
  changes: readonly FileChange[],
): Promise<Omit<MarkedTree, 'world' | 'entries'> & { readonly snapshot: TreeHistories; readonly read: FileListing['read'] }> {
  const { reader, ...listing } = withChanges(session, changes);
  const { world, entries, files, described } = await readMarkedTree({ ...session, reader }, listing);
  return { files, described, snapshot: await readSnapshot(world, entries), read: listing.read };
}
