import { graphsOf, judgeMarkers, markerChanges, truthsOf, type Marker } from '@oneleaf/core';
import type { Entry, Interest } from '@oneleaf/git';
import { settleWithMarkers } from '../markers.js';
import type { Session } from '../session.js';
import { snapshotOf } from '../world.js';

/** Makes the markers of the working tree true, or with `check` only looks at them. */
export async function syncTree(session: Session, { check }: { readonly check: boolean }): Promise<readonly Marker[]> {
  const { repository } = session;
  const markers = await judgeTree(session, interest => repository.workingTree(interest));
  if (!check) await repository.apply(markerChanges(markers));
  return markers;
}

/** What the markers of a tree say, and what they ought to. */
export async function judgeTree(session: Session, list: (interest: Interest) => Promise<readonly Entry[]>): Promise<readonly Marker[]> {
  const { world, entries, files } = await settleWithMarkers(session, list);
  return judgeMarkers(files, truthsOf(graphsOf(await snapshotOf(world, entries))));
}
