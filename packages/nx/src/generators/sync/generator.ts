import type { Tree } from '@nx/devkit';
import { markersAndDescriptionsAfter, visible } from '@oneleaf/workflows/api';
import { openTreeSession } from '../../drafts/workspace-tree.js';

/** What `nx sync` prints when the tree was changed. */
interface SyncGeneratorResult {
  readonly outOfSyncMessage: string;
  readonly outOfSyncDetails: string[];
}

/**
 * Writes the stale markers and descriptions of the workspace into the tree.
 * Throws where nothing can be written and some marker cannot be true: a check that ended in silence would look like a pass.
 */
export default async function sync(tree: Tree): Promise<SyncGeneratorResult | undefined> {
  const { session, within: inside } = await openTreeSession(tree, process.env);
  const markers = await markersAndDescriptionsAfter(session, inside.pendingChanges);
  await session.save();
  const here = markers.filter(({ path }) => inside.contains(path));
  const stale = here.filter(marker => marker.stale.length > 0);
  const left = here.flatMap(marker => marker.left.map(({ message }) => visible(message)));
  if (stale.length === 0 && left.length > 0) throw new Error(left.join('\n'));
  for (const { path, text } of stale) tree.write(inside.fromRepository(path), text);
  if (stale.length === 0) return undefined;
  return {
    outOfSyncMessage: `Files that name or describe migrations are stale: ${stale.map(({ path }) => visible(path)).join(', ')}`,
    outOfSyncDetails: [...stale.flatMap(marker => marker.stale.map(({ message }) => visible(message))), ...left],
  };
}
