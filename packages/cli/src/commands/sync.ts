import { graphsOf, judgeMarkers, markerChanges, truthsOf, type FileChange, type Marker } from '@oneleaf/core';
import { settleWithMarkers } from '../markers.js';
import { withChanges } from '../pending.js';
import type { Session } from '../session.js';
import { snapshotOf } from '../world.js';

/** Makes the markers of the working tree true, or with `check` only looks at them. */
export async function syncTree(session: Session, { check }: { readonly check: boolean }): Promise<readonly Marker[]> {
  const markers = await markersAfter(session, []);
  if (!check) await session.repository.apply(markerChanges(markers));
  return markers;
}

/** What the markers of the working tree say, and what they ought to once the changes are written. */
export async function markersAfter(session: Session, changes: readonly FileChange[]): Promise<readonly Marker[]> {
  const { reader, ...listing } = withChanges(session, changes);
  const { world, entries, files } = await settleWithMarkers({ ...session, reader }, listing);
  return judgeMarkers(files, truthsOf(graphsOf(await snapshotOf(world, entries))));
}
