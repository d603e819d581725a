import { foldersAround, baseName, folderOf, type SourceTree } from '@oneleaf/core';
import { join } from '../../paths.js';
import { type DjangoSettings, type ModuleSetting, isSettingsFile } from './configuration.js';

/** What MIGRATION_MODULES says: the label of each folder it names, the labels whose migrations lie there alone, and those it switches off. */
export interface MigrationModules {
  readonly labels: ReadonlyMap<string, string>;
  readonly moved: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
}

/** Settings under which nothing is deployed: test settings often switch migrations off to save time. */
const undeployedSettings = /test|(?:^|[/_])(?:ci|dev|local|debug)(?:[/_.]|$)/i;

export function migrationModules(tree: SourceTree, folders: ReadonlySet<string>): MigrationModules {
  const labels = new Map<string, string>();
  const disabled = new Set<string>();
  const moved = new Set<string>();
  for (const { path, label, module, certain } of tree.paths.flatMap(path => settingsOf(tree, path))) {
    const folder = module === null ? undefined : possibleFolders(module, path).find(one => folders.has(one));
    if (module === null && certain) disabled.add(label);
    if (folder === undefined) continue;
    labels.set(folder, label);
    if (certain) moved.add(label);
  }
  return { labels, moved, disabled };
}

function settingsOf(tree: SourceTree, path: string): readonly (ModuleSetting & { readonly path: string })[] {
  const value = isSettingsFile(path) && !undeployedSettings.test(path) ? tree.settings(path) : undefined;
  return isDjangoSettings(value) ? (value.modules ?? []).map(one => ({ ...one, path })) : [];
}

/** Where a dotted module may lie: below a folder around the settings file, one of which is on the import path. */
function possibleFolders(module: string, file: string): readonly string[] {
  return foldersAround(folderOf(file)).flatMap(folder => join(folder, module.replaceAll('.', '/')) ?? []);
}

/** The folders that settings name and that no path gives away as migrations. */
export function configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[] {
  const found = [...settings].flatMap(([path, value]) =>
    isDjangoSettings(value) ? (value.modules ?? []).flatMap(({ module }) => (module === null ? [] : possibleFolders(module, path))) : [],
  );
  return [...new Set(found)].filter(folder => folder !== '' && baseName(folder) !== 'migrations').sort();
}

export function isDjangoSettings(value: unknown): value is DjangoSettings {
  return typeof value === 'object' && value !== null && ('apps' in value || 'modules' in value);
}
