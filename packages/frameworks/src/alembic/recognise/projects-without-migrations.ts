import { foldersAround, baseName, folderOf, type SourceTree, type LocatedProject } from '@oneleaf/core';
import { isBelow, join } from '../../paths.js';
import { isConfiguration, type AlembicEnvironment } from './configuration.js';
import { environmentsOf, launchOf } from './script-directories.js';
import { isLoaded } from './locate-histories.js';
import { possiblePaths } from './version-locations.js';

/** A script directory has one, with revisions or without. */
export function hintsAtProject(path: string): boolean {
  return baseName(path) === 'env.py';
}

/** Script directories as `alembic init` and `flask db init` leave them. git keeps no empty folder: that of the revisions may not be there. */
export function projectsWithoutMigrations(tree: SourceTree): readonly LocatedProject[] {
  const found = new Map<string, LocatedProject>();
  for (const path of tree.paths.filter(isConfiguration)) {
    for (const environment of environmentsOf(tree, path)) {
      const one = emptyProject(tree, environment, path);
      if (one?.history && !found.has(one.history.folder)) found.set(one.history.folder, one);
    }
  }
  return [...found.values()];
}

function emptyProject(tree: SourceTree, environment: AlembicEnvironment, path: string): LocatedProject | undefined {
  const has = (folder: string): boolean => tree.paths.includes(join(folder, 'env.py') ?? '');
  const script = environment.script ? possiblePaths(environment.script, path).find(has) : folderOf(path);
  if (script === undefined || !has(script)) return undefined;
  const launch = launchOf(environment, path, script);
  const home = launch['folder'] ?? '';
  const places = environment.versions?.map(configured => possiblePaths(configured, path).find(folder => isInFolder(home, folder)));
  const [folder, ...others] = places ?? [join(script, 'versions')];
  // Of several locations Alembic wants one named for a revision that stands on none.
  if (folder === undefined || others.length > 0 || hasRevisions(tree, folder)) return undefined;
  const order = { kind: 'graph' } as const;
  return { launch, history: { id: folder, folder, files: [], order, expectedLeaves: 1, launch, label: '', scope: folder } };
}

function isInFolder(home: string, folder: string): boolean {
  return foldersAround(folder).includes(home);
}

/** Whether anything is in the folder that Alembic would load. */
function hasRevisions(tree: SourceTree, folder: string): boolean {
  return tree.paths.some(path => path.endsWith('.py') && isBelow(path, folder) && isLoaded(baseName(path)) && !hintsAtProject(path));
}
