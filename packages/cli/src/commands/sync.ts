import { graphsOf, judgeMarkers, markerChanges, truthsOf, type FileChange, type Marker, type Snapshot } from '@oneleaf/core';
import { judgeDescriptions } from '../descriptions.js';
import { settleWithMarkers, type MarkedWorld } from '../markers.js';
import { withChanges, type Listing } from '../pending.js';
import type { Session } from '../session.js';
import { snapshotOf } from '../world.js';

/** Makes the markers of the working tree true, or with `check` only looks at them. */
export async function syncTree(session: Session, { check }: { readonly check: boolean }): Promise<readonly Marker[]> {
  const markers = await keptAfter(session, []);
  if (!check) await session.repository.apply(markerChanges(markers));
  return markers;
}

/** What the markers of the working tree say, and what they ought to once the changes are written. */
export async function markersAfter(session: Session, changes: readonly FileChange[]): Promise<readonly Marker[]> {
  const { files, snapshot } = await treeAfter(session, changes);
  return judgeMarkers(files, truthsOf(graphsOf(snapshot)));
}

/** The same with the files that describe histories, for which the migrations are read whole. */
export async function keptAfter(session: Session, changes: readonly FileChange[]): Promise<readonly Marker[]> {
  const { files, described, snapshot, read } = await treeAfter(session, changes);
  return [...judgeMarkers(files, truthsOf(graphsOf(snapshot))), ...(await judgeDescriptions(described, snapshot, read))];
}

async function treeAfter(
  session: Session,
  changes: readonly FileChange[],
): Promise<Omit<MarkedWorld, 'world' | 'entries'> & { readonly snapshot: Snapshot; readonly read: Listing['read'] }> {
  const { reader, ...listing } = withChanges(session, changes);
  const { world, entries, files, described } = await settleWithMarkers({ ...session, reader }, listing);
  return { files, described, snapshot: await snapshotOf(world, entries), read: listing.read };
}
