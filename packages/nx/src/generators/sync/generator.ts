import type { Tree } from '@nx/devkit';
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { markersAfter, openSession, type FileChange } from 'oneleaf';

/** What `nx sync` tells when the tree was changed; of nothing that was changed, nothing. */
interface OutOfSync {
  readonly outOfSyncMessage: string;
  readonly outOfSyncDetails: string[];
}

/**
 * Writes the stale markers of the workspace into the tree.
 * Throws where nothing can be written and some marker cannot be true: a check that ended in silence would look like a pass.
 */
export default async function sync(tree: Tree): Promise<OutOfSync | undefined> {
  const session = await openSession({
    path: tree.root,
    env: process.env,
    // A daemon keeps the environment of the hook that it was started in.
    named: true,
    now: Date.now() / 1000,
    progress: () => undefined,
  });
  const inside = below(relative(session.repository.top, realpathSync(tree.root)));
  const markers = await markersAfter(session, inside.changes(tree));
  await session.save();
  const here = markers.filter(({ path }) => inside.has(path));
  const stale = here.filter(marker => marker.stale.length > 0);
  const left = here.flatMap(marker => marker.left.map(({ message }) => message));
  if (stale.length === 0 && left.length > 0) throw new Error(left.join('\n'));
  for (const { path, text } of stale) tree.write(inside.path(path), text);
  if (stale.length === 0) return undefined;
  return {
    outOfSyncMessage: `Files that name the newest migration are stale: ${stale.map(({ path }) => path).join(', ')}`,
    outOfSyncDetails: [...stale.flatMap(marker => marker.stale.map(({ message }) => message)), ...left],
  };
}

/** Between paths of the workspace and paths of the repository, whose folder it may be. */
function below(folder: string): {
  has: (path: string) => boolean;
  path: (path: string) => string;
  changes: (tree: Tree) => readonly FileChange[];
} {
  const prefix = folder === '' ? '' : `${folder.split(sep).join('/')}/`;
  return {
    has: path => path.startsWith(prefix),
    path: path => path.slice(prefix.length),
    changes: tree => tree.listChanges().map(({ path, content }) => ({ path: `${prefix}${path}`, text: content?.toString('utf8') ?? null })),
  };
}
