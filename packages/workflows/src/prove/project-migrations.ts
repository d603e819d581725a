import { folderOf, LINK_PREFIX, type FileTree, type HistoryContents, type History, type TreeHistories } from '@oneleaf/core';
import type { MigrationOverlay } from '@oneleaf/sandbox';
import { migrationName } from '../branches/other-branches.js';
import { toProjectPath, type FoundProject } from '../project-run/projects.js';
import type { CommitTrees, ReadFileTree } from './commit-trees.js';

/** The histories that a project has in a tree. */
export function projectHistories({ framework, launch }: FoundProject, { contents }: TreeHistories): readonly HistoryContents[] {
  const same = JSON.stringify(launch);
  return [...contents.values()].filter(({ history }) => history.framework === framework && JSON.stringify(history.launch) === same);
}

/** A project's migrations as a tree has them; apps that only the working tree has have none there. */
export async function projectOverlays(
  forest: CommitTrees,
  found: FoundProject,
  { tree, snapshot }: ReadFileTree,
): Promise<readonly MigrationOverlay[]> {
  const there = projectHistories(found, snapshot).map(({ history }) => history);
  const absent = found.histories.map(({ history }) => history).filter(({ folder }) => there.every(one => one.folder !== folder));
  const folders = there.flatMap(migrationFolders);
  const overlays = there.flatMap(history => migrationFolders(history).map(folder => ({ history, folder })));
  const laid = await Promise.all(
    overlays.map(async ({ history, folder }) => ({
      ...overlayTarget(found, history, folder),
      files: await filesIn(forest, tree, { folder, folders }),
    })),
  );
  return [...laid, ...absent.map(history => ({ ...overlayTarget(found, history, history.folder), files: new Map<string, Uint8Array>() }))];
}

function overlayTarget(found: FoundProject, { label }: History, folder: string): Pick<MigrationOverlay, 'label' | 'folder'> {
  return { label, folder: toProjectPath(found, folder) };
}

/** The files of a history may lie in several folders. */
function migrationFolders({ folder, files }: History): readonly string[] {
  return [...new Set([folder, ...files.map(folderOf)])];
}

interface OverlayFolder {
  readonly folder: string;
  /** All that are laid over: what lies in one below this is of that. */
  readonly folders: readonly string[];
}

async function filesIn(forest: CommitTrees, tree: FileTree, { folder, folders }: OverlayFolder): Promise<ReadonlyMap<string, Uint8Array>> {
  const below = folders.filter(one => one.startsWith(`${folder}/`));
  const isIn = (path: string): boolean => path.startsWith(`${folder}/`) && !below.some(one => path.startsWith(`${one}/`));
  const own = [...tree].filter(([path, content]) => isIn(path) && !content.startsWith(LINK_PREFIX));
  const contents = await forest.read(own.map(([, content]) => content));
  return new Map(
    own.flatMap(([path, content]) => {
      const bytes = contents.get(content);
      return bytes ? [[path.slice(folder.length + 1), bytes] as const] : [];
    }),
  );
}

/** What landing adds to a project's migrations, as the framework spells them. */
export function migrationsBrought(found: FoundProject, before: FileTree, snapshot: TreeHistories): readonly string[] {
  return projectHistories(found, snapshot).flatMap(({ history, migrations }) =>
    migrations.filter(({ path }) => !before.has(path)).map(migration => migrationName(history, migration)),
  );
}
