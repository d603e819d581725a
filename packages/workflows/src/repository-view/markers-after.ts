import { graphsOf, checkMarkers, currentLeavesOf, type FileChange, type MarkerCheck, type TreeHistories } from '@oneleaf/core';
import { markers } from '@oneleaf/frameworks';
import type { RepositorySession } from '../session/session.js';
import { judgeDescriptions } from './history-descriptions.js';
import { readMarkedTree, type MarkedTree } from './marked-tree.js';
import { withChanges, type FileListing } from './pending-tree.js';
import { readSnapshot } from './repository-view.js';

/** What the markers of the working tree say, and what they ought to once the changes are written. */
export async function markersAfter(session: RepositorySession, changes: readonly FileChange[]): Promise<readonly MarkerCheck[]> {
  const { files, snapshot } = await treeAfter(session, changes);
  return checkMarkers(files, currentLeavesOf(graphsOf(snapshot)), markers);
}

/** What the markers and the files that describe histories say, and what they ought to once the changes are written. Reads every migration whole. */
export async function markersAndDescriptionsAfter(
  session: RepositorySession,
  changes: readonly FileChange[],
): Promise<readonly MarkerCheck[]> {
  const { files, described, snapshot, read } = await treeAfter(session, changes);
  return [...checkMarkers(files, currentLeavesOf(graphsOf(snapshot)), markers), ...(await judgeDescriptions(described, snapshot, read))];
}

async function treeAfter(
  session: RepositorySession,
  changes: readonly FileChange[],
): Promise<Omit<MarkedTree, 'world' | 'entries'> & { readonly snapshot: TreeHistories; readonly read: FileListing['read'] }> {
  const { reader, ...listing } = withChanges(session, changes);
  const { world, entries, files, described } = await readMarkedTree({ ...session, reader }, listing);
  return { files, described, snapshot: await readSnapshot(world, entries), read: listing.read };
}
