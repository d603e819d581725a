import { around, folderOf } from '@oneleaf/core';
import { join } from '../paths.js';
import type { Environment, Place, Settings } from './configure.js';

/** Where a place may lie, the likeliest first: relative to the file, to a folder around it from where the command may run, or on an import path. */
export function resolutions(place: Place, file: string): readonly string[] {
  const home = folderOf(file);
  if (place.from === 'here') return known([join(home, place.path)]);
  // An absolute path is one of the machine that runs the migrations, not of the repository.
  if (place.path.startsWith('/')) return [];
  const folders = around(home);
  if (place.from === 'cwd') return known(folders.map(folder => join(folder, place.path)));
  return known(folders.flatMap(folder => [join(folder, place.path), join(folder, 'src', place.path)]));
}

function known(paths: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(paths.filter(path => path !== undefined))];
}

/** Every folder in which the revisions of some environment may lie. */
export function possibleFolders(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const found = [...settings].flatMap(([path, said]) =>
    isSettings(said) ? said.environments.flatMap(environment => versionFolders(environment, path)) : [],
  );
  return [...new Set(found)].filter(folder => folder !== '').sort();
}

function versionFolders({ script, versions }: Environment, file: string): readonly string[] {
  if (versions) return versions.flatMap(place => resolutions(place, file));
  const scripts = script ? resolutions(script, file) : [folderOf(file)];
  return scripts.map(folder => join(folder, 'versions') ?? '');
}

export function isSettings(said: unknown): said is Settings {
  return typeof said === 'object' && said !== null && 'environments' in said;
}
