import { foldersAround, baseName, folderOf, type SourceTree } from '@oneleaf/core';
import { join } from '../../paths.js';
import { type DjangoSettings, isSettingsFile } from './configuration.js';

/** What MIGRATION_MODULES says: the label of each folder it names, and the labels it switches off. */
export interface MigrationModules {
  readonly labels: ReadonlyMap<string, string>;
  readonly disabled: ReadonlySet<string>;
}

/** Settings under which nothing is deployed: test settings often switch migrations off to save time. */
const undeployedSettings = /test|(?:^|[/_])(?:ci|dev|local|debug)(?:[/_.]|$)/i;

export function migrationModules(tree: SourceTree, folders: ReadonlySet<string>): MigrationModules {
  const labels = new Map<string, string>();
  const disabled = new Set<string>();
  for (const path of tree.paths) {
    const value = isSettingsFile(path) && !undeployedSettings.test(path) ? tree.settings(path) : undefined;
    for (const [label, module] of isDjangoSettings(value) ? Object.entries(value.modules ?? {}) : []) {
      const folder = module === null ? undefined : possibleFolders(module, path).find(one => folders.has(one));
      if (module === null) disabled.add(label);
      else if (folder !== undefined) labels.set(folder, label);
    }
  }
  return { labels, disabled };
}

/** Where a dotted module may lie: below a folder around the settings file, one of which is on the import path. */
function possibleFolders(module: string, file: string): readonly string[] {
  return foldersAround(folderOf(file)).flatMap(folder => join(folder, module.replaceAll('.', '/')) ?? []);
}

/** The folders that settings name and that no path gives away as migrations. */
export function configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const found = [...settings].flatMap(([path, value]) =>
    isDjangoSettings(value)
      ? Object.values(value.modules ?? {}).flatMap(module => (module === null ? [] : possibleFolders(module, path)))
      : [],
  );
  return [...new Set(found)].filter(folder => folder !== '' && baseName(folder) !== 'migrations').sort();
}

export function isDjangoSettings(value: unknown): value is DjangoSettings {
  return typeof value === 'object' && value !== null && ('apps' in value || 'modules' in value);
}
