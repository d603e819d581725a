import { around, baseName, folderOf, type SourceTree, type Unbegun } from '@oneleaf/core';
import { isBelow, join } from '../paths.js';
import { configuration, type Environment } from './configure.js';
import { environmentsOf, launchOf } from './environments.js';
import { loads } from './locate.js';
import { resolutions } from './places.js';

/** A script directory has one, with revisions or without. */
export function sign(path: string): boolean {
  return baseName(path) === 'env.py';
}

/** Script directories as `alembic init` and `flask db init` leave them. git keeps no empty folder: that of the revisions may not be there. */
export function unbegun(tree: SourceTree): readonly Unbegun[] {
  const found = new Map<string, Unbegun>();
  for (const path of tree.paths.filter(configuration)) {
    for (const environment of environmentsOf(tree, path)) {
      const one = vacant(tree, environment, path);
      if (one?.history && !found.has(one.history.folder)) found.set(one.history.folder, one);
    }
  }
  return [...found.values()];
}

function vacant(tree: SourceTree, environment: Environment, path: string): Unbegun | undefined {
  const has = (folder: string): boolean => tree.paths.includes(join(folder, 'env.py') ?? '');
  const script = environment.script ? resolutions(environment.script, path).find(has) : folderOf(path);
  if (script === undefined || !has(script)) return undefined;
  const launch = launchOf(environment, path, script);
  const home = launch.by === 'alembic' ? launch.folder : '';
  const places = environment.versions?.map(place => resolutions(place, path).find(folder => isFrom(home, folder)));
  const [folder, ...others] = places ?? [join(script, 'versions')];
  // Of several locations Alembic wants one named for a revision that stands on none.
  if (folder === undefined || others.length > 0 || isBegun(tree, folder)) return undefined;
  const history = { id: folder, framework: 'alembic', folder, files: [], expectedLeaves: 1, launch, label: '', scope: folder };
  return { launch, history };
}

function isFrom(home: string, folder: string): boolean {
  return around(folder).includes(home);
}

/** Whether anything is in the folder that Alembic would load. */
function isBegun(tree: SourceTree, folder: string): boolean {
  return tree.paths.some(path => path.endsWith('.py') && isBelow(path, folder) && loads(baseName(path)) && !sign(path));
}
