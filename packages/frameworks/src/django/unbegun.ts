import { around, baseName, folderOf, type SourceTree, type Unbegun } from '@oneleaf/core';
import { isProgram } from './configure.js';

/** Where an app has its models. */
export function sign(path: string): boolean {
  return /(?:^|\/)models(?:\/__init__)?\.py$/.test(path);
}

/** Every manage.py of Django's with models below that it is the nearest to. */
export function unbegun(tree: SourceTree): readonly Unbegun[] {
  const programs = new Map(tree.paths.filter(path => baseName(path) === 'manage.py').map(path => [folderOf(path), path]));
  const nearest = tree.paths.filter(sign).map(path => around(folderOf(path)).find(folder => programs.has(folder)));
  return [...programs]
    .filter(([folder, path]) => nearest.includes(folder) && isProgram(tree.settings(path)))
    .map(([, manage]) => ({ launch: { by: 'manage.py', manage } }));
}
