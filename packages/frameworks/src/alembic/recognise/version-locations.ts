import { foldersAround, folderOf } from '@oneleaf/core';
import { join } from '../../paths.js';
import type { AlembicEnvironment, ConfiguredPath, AlembicSettings } from './configuration.js';

/** Where a place may lie, the likeliest first: relative to the file, to a folder around it from where the command may run, or on an import path. */
export function possiblePaths(configured: ConfiguredPath, file: string): readonly string[] {
  const home = folderOf(file);
  if (configured.from === 'here') return distinctPaths([join(home, configured.path)]);
  // An absolute path is one of the machine that runs the migrations, not of the repository.
  if (configured.path.startsWith('/')) return [];
  const folders = foldersAround(home);
  if (configured.from === 'cwd') return distinctPaths(folders.map(folder => join(folder, configured.path)));
  return distinctPaths(folders.flatMap(folder => [join(folder, configured.path), join(folder, 'src', configured.path)]));
}

function distinctPaths(paths: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(paths.filter(path => path !== undefined))];
}

/** Every folder in which the revisions of some environment may lie. */
export function configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const found = [...settings].flatMap(([path, value]) =>
    isAlembicSettings(value) ? value.environments.flatMap(environment => versionFolders(environment, path)) : [],
  );
  return [...new Set(found)].filter(folder => folder !== '').sort();
}

function versionFolders({ script, versions }: AlembicEnvironment, file: string): readonly string[] {
  if (versions) return versions.flatMap(configured => possiblePaths(configured, file));
  const scripts = script ? possiblePaths(script, file) : [folderOf(file)];
  return scripts.map(folder => join(folder, 'versions') ?? '');
}

export function isAlembicSettings(value: unknown): value is AlembicSettings {
  return typeof value === 'object' && value !== null && 'environments' in value;
}
