import type { Tree } from '@nx/devkit';
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { openSession, type FileChange } from '@oneleaf/workflows/api';

type TreeSession = Awaited<ReturnType<typeof openSession>>;

/** Between paths of the workspace and paths of the repository, whose folder it may be. */
export interface WorkspacePaths {
  /** What stands before a path of the workspace in the repository: `''` or `web/`. */
  readonly prefix: string;
  /** Of a path of the repository. */
  readonly contains: (path: string) => boolean;
  /** The path in the workspace of one in the repository. */
  readonly fromRepository: (path: string) => string;
  /** What generators are about to write, by paths from the repository's top. */
  readonly pendingChanges: readonly FileChange[];
}

/** Opens the repository that a generator's tree is in. `env`: of the process. */
export async function openTreeSession(
  tree: Tree,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ session: TreeSession; within: WorkspacePaths }> {
  const session = await openSession({
    path: tree.root,
    env,
    // A daemon keeps the environment of the hook that it was started in.
    named: true,
    now: Math.floor(Date.now() / 1000),
    progress: () => undefined,
  });
  const folder = relative(session.repository.top, realpathSync(tree.root));
  const prefix = folder === '' ? '' : `${folder.split(sep).join('/')}/`;
  return {
    session,
    within: {
      prefix,
      contains: path => path.startsWith(prefix),
      fromRepository: path => path.slice(prefix.length),
      pendingChanges: tree
        .listChanges()
        .map(({ path, content }) => ({ path: `${prefix}${path}`, text: content?.toString('utf8') ?? null })),
    },
  };
}
