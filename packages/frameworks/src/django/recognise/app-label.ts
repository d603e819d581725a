import type { FileFacts } from '../../languages/python/values/file-facts.js';
import { folderOf, type SourceTree } from '@oneleaf/core';
import type { AppConfig } from './configuration.js';
import { migrationKeys } from '../read/dependencies.js';
import { stem } from '../read/interpret-facts.js';
import { isDjangoSettings } from './migration-modules.js';

/** A folder of migrations and the files that Django loads from it. */
export interface MigrationPackage {
  readonly folder: string;
  readonly files: readonly string[];
}

/** The label that the app's own configuration gives it (AppConfig.create); undefined when nothing says. */
export function configuredLabel(tree: SourceTree<FileFacts>, { folder }: MigrationPackage): string | undefined {
  const app = folderOf(folder);
  const configs = [`${app}/apps.py`, `${app}/apps/__init__.py`].flatMap(path => appConfigsIn(tree, path.replace(/^\//, '')));
  const fitting = configs.filter(({ name }) => name === undefined || mayLieIn(name, app));
  // A package's apps.py may hold the configuration of an app below it, which has its own migrations or none.
  const named = fitting.length > 0 ? fitting : configs.filter(({ label }) => label !== undefined);
  const eligible = named.filter(config => config.default !== false);
  const chosen = eligible.find(config => config.default === true) ?? eligible.find(({ label }) => label !== undefined) ?? eligible[0];
  return chosen?.label ?? chosen?.name?.split('.').at(-1);
}

function appConfigsIn(tree: SourceTree<FileFacts>, path: string): readonly AppConfig[] {
  const value = tree.settings(path);
  return isDjangoSettings(value) ? (value.apps ?? []) : [];
}

/** Whether a dotted module may lie in a folder. */
function mayLieIn(module: string, folder: string): boolean {
  return `/${folder}`.endsWith(`/${module.replaceAll('.', '/')}`);
}

/** Django's own apps: a migration of theirs has a name that any app may have. */
const djangoApps: ReadonlySet<string> = new Set(['admin', 'auth', 'contenttypes', 'flatpages', 'redirects', 'sessions', 'sites']);

interface SelfReference {
  readonly label: string;
  readonly name: string;
}

/** A file's references to other names that lie in its package. */
function selfReferences(tree: SourceTree<FileFacts>, path: string, own: ReadonlySet<string>): readonly SelfReference[] {
  const calls = migrationKeys(tree.facts(path)?.names.dependencies).map(([label, name]) => ({ label: label.text, name: name.text }));
  return calls.filter(({ label, name }) => own.has(name) && name !== stem(path) && !djangoApps.has(label));
}

/**
 * The label by which a package's migrations call their own app: `supposed`, unless none of them does and most of them agree on another.
 * A reference counts only when the name exists here and not in the package that goes by that label: every app has a `0001_initial`.
 */
export function labelByVote(
  tree: SourceTree<FileFacts>,
  own: MigrationPackage & { supposed: string },
  namesOf: (label: string) => ReadonlySet<string>,
): string {
  const names = new Set(own.files.map(stem));
  const votes = new Map<string, number>();
  for (const path of own.files) {
    const calls = selfReferences(tree, path, names);
    if (calls.some(({ label }) => label === own.supposed)) return own.supposed;
    for (const { label, name } of calls) if (!namesOf(label).has(name)) votes.set(label, (votes.get(label) ?? 0) + 1);
  }
  const [[label, most] = [own.supposed, 0]] = [...votes].sort(([, one], [, other]) => other - one);
  return most >= (own.files.length - 1) / 2 ? label : own.supposed;
}
