import { folderOf, LINK, type Chapter, type History, type Snapshot } from '@oneleaf/core';
import type { Overlay } from '@oneleaf/sandbox';
import { spelledOut } from '../elsewhere.js';
import { withinProject, type FoundProject } from '../throwaway/projects.js';
import type { Forest, Grown, Tree } from './forest.js';

/** The histories that a project has in a tree. */
export function chaptersOf({ launch }: FoundProject, { chapters }: Snapshot): readonly Chapter[] {
  const same = JSON.stringify(launch);
  return [...chapters.values()].filter(({ history }) => JSON.stringify(history.launch) === same);
}

/** A project's migrations as a tree has them; apps that only the working tree has have none there. */
export async function overlaysOf(forest: Forest, found: FoundProject, { tree, snapshot }: Grown): Promise<readonly Overlay[]> {
  const there = chaptersOf(found, snapshot).map(({ history }) => history);
  const absent = found.chapters.map(({ history }) => history).filter(({ folder }) => there.every(one => one.folder !== folder));
  const folders = there.flatMap(foldersOf);
  const overlays = there.flatMap(history => foldersOf(history).map(folder => ({ history, folder })));
  const laid = await Promise.all(
    overlays.map(async ({ history, folder }) => ({
      ...named(found, history, folder),
      files: await filesIn(forest, tree, { folder, folders }),
    })),
  );
  return [...laid, ...absent.map(history => ({ ...named(found, history, history.folder), files: new Map<string, Uint8Array>() }))];
}

function named(found: FoundProject, { label }: History, folder: string): Pick<Overlay, 'label' | 'folder'> {
  return { label: found.framework === 'django' ? label : '', folder: withinProject(found, folder) };
}

/** Django imports one package; Alembic's scripts may lie in several folders. */
function foldersOf({ framework, folder, files }: History): readonly string[] {
  return framework === 'django' ? [folder] : [...new Set([folder, ...files.map(folderOf)])];
}

interface Place {
  readonly folder: string;
  /** All that are laid over: what lies in one below this is of that. */
  readonly folders: readonly string[];
}

async function filesIn(forest: Forest, tree: Tree, { folder, folders }: Place): Promise<ReadonlyMap<string, Uint8Array>> {
  const below = folders.filter(one => one.startsWith(`${folder}/`));
  const isIn = (path: string): boolean => path.startsWith(`${folder}/`) && !below.some(one => path.startsWith(`${one}/`));
  const own = [...tree].filter(([path, content]) => isIn(path) && !content.startsWith(LINK));
  const contents = await forest.read(own.map(([, content]) => content));
  return new Map(
    own.flatMap(([path, content]) => {
      const bytes = contents.get(content);
      return bytes ? [[path.slice(folder.length + 1), bytes] as const] : [];
    }),
  );
}

/** What landing adds to a project's migrations, as the framework spells them. */
export function broughtTo(found: FoundProject, before: Tree, snapshot: Snapshot): readonly string[] {
  return chaptersOf(found, snapshot).flatMap(({ history, migrations }) =>
    migrations.filter(({ path }) => !before.has(path)).map(migration => spelledOut(history, migration)),
  );
}
