import { markerChanges, type MarkerCheck } from '@oneleaf/core';
import { markersAndDescriptionsAfter } from './repository-view/markers-after.js';
import type { RepositorySession } from './session/session.js';

/** Makes the markers of the working tree true, or with `check` only looks at them. */
export async function syncTree(session: RepositorySession, { check }: { readonly check: boolean }): Promise<readonly MarkerCheck[]> {
  const markers = await markersAndDescriptionsAfter(session, []);
  if (!check) await session.repository.apply(markerChanges(markers));
  return markers;
}
