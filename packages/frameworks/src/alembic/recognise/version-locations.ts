import { foldersAround, folderOf } from '@oneleaf/core';
import { join } from '../../paths.js';
import type { AlembicEnvironment, ConfiguredPath, AlembicSettings } from './configuration.js';

/** Where a place may lie, the likeliest first: relative to the file, to a folder around it from where the command may run, or on an import path. */
export function possiblePaths(place: ConfiguredPath, file: string): readonly string[] {
  const home = folderOf(file);
  if (place.from === 'here') return distinctPaths([join(home, place.path)]);
  // An absolute path is one of the machine that runs the migrations, not of the repository.
  if (place.path.startsWith('/')) return [];
  const folders = foldersAround(home);
  if (place.from === 'cwd') return distinctPaths(folders.map(folder => join(folder, place.path)));
  return distinctPaths(folders.flatMap(folder => [join(folder, place.path), join(folder, 'src', place.path)]));
}

function distinctPaths(paths: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(paths.filter(path => path !== undefined))];
}

/** Every folder in which the revisions of some environment may lie. */
export function configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const found = [...settings].flatMap(([path, said]) =>
    isAlembicSettings(said) ? said.environments.flatMap(environment => versionFolders(environment, path)) : [],
  );
  return [...new Set(found)].filter(folder => folder !== '').sort();
}

function versionFolders({ script, versions }: AlembicEnvironment, file: string): readonly string[] {
  if (versions) return versions.flatMap(place => possiblePaths(place, file));
  const scripts = script ? possiblePaths(script, file) : [folderOf(file)];
  return scripts.map(folder => join(folder, 'versions') ?? '');
}

export function isAlembicSettings(said: unknown): said is AlembicSettings {
  return typeof said === 'object' && said !== null && 'environments' in said;
}
