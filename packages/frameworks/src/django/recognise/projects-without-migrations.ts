import { foldersAround, baseName, folderOf, type SourceTree, type LocatedProject } from '@oneleaf/core';
import { isManageScript } from './configuration.js';

/** Where an app has its models. */
export function hintsAtProject(path: string): boolean {
  return /(?:^|\/)models(?:\/__init__)?\.py$/.test(path);
}

/** Every manage.py of Django's with models below that it is the nearest to. */
export function projectsWithoutMigrations(tree: SourceTree): readonly LocatedProject[] {
  const programs = new Map(tree.paths.filter(path => baseName(path) === 'manage.py').map(path => [folderOf(path), path]));
  const nearest = tree.paths.filter(hintsAtProject).map(path => foldersAround(folderOf(path)).find(folder => programs.has(folder)));
  return [...programs]
    .filter(([folder, path]) => nearest.includes(folder) && isManageScript(tree.settings(path)))
    .map(([, manage]) => ({ launch: { by: 'manage.py', manage } }));
}
