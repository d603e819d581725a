import { foldersAround, baseName, folderOf, type LocatedHistory, type SourceTree } from '@oneleaf/core';
import type { FileFacts } from '../../languages/python/values/file-facts.js';
import { pathsByFolder } from '../../paths.js';
import { isDjangoBase } from '../read/extract-facts.js';
import { stem } from '../read/interpret-facts.js';
import { type MigrationPackage, configuredLabel, labelByVote } from './app-label.js';
import { type MigrationModules, migrationModules } from './migration-modules.js';

/** What MigrationLoader.load_disk takes from a package: pkgutil yields no name with a dot, Django skips `_` and `~`. */
export function isLoaded(name: string): boolean {
  return /^[^_~.][^.]*\.py$/.test(name);
}

/** Whether a path may be a migration, or the file that makes its folder a package. */
export function mayBeMigration(path: string): boolean {
  return /(?:^|\/)migrations\/[^/]+\.py$/.test(path) && (isLoaded(baseName(path)) || baseName(path) === '__init__.py');
}

/** The file that makes a folder a package. */
export function isSupport(name: string): boolean {
  return name === '__init__.py';
}

export function isUsualFolder(folder: string): boolean {
  return mayBeMigration(`${folder}/x.py`);
}

/** Whether a file may begin an app's migrations: its folder must be a package. */
export function startsHistory(path: string, facts: FileFacts, has: (path: string) => boolean): boolean {
  return mayBeMigration(path) && has(`${folderOf(path)}/__init__.py`) && isDjangoMigration(path, facts);
}

interface LabelledPackage extends MigrationPackage {
  readonly label: string;
}

/** The apps of a tree that have migrations. */
export function locate(tree: SourceTree<FileFacts>): readonly LocatedHistory[] {
  const files = pathsByFolder(tree.paths.filter(path => path.endsWith('.py')));
  const modules = migrationModules(tree, new Set(files.keys()));
  const declared = new Map(tree.declared.map(({ folder, label }) => [folder.replace(/\/$/, ''), label]));
  const packages = [...files].flatMap(([folder, paths]) => {
    const named = baseName(folder) === 'migrations' || modules.labels.has(folder) || declared.has(folder);
    return named ? (packageOf(tree, folder, paths) ?? []) : [];
  });
  const apps = withLabels(tree, packages, { modules, declared });
  return historiesOf(
    apps,
    tree.paths.filter(path => baseName(path) === 'manage.py'),
  );
}

/** A folder without `__init__.py` is a namespace: Django takes the app for one without migrations. */
function packageOf(tree: SourceTree<FileFacts>, folder: string, paths: readonly string[]): MigrationPackage | undefined {
  const files = paths.filter(path => isLoaded(baseName(path)));
  const isPackage = paths.includes(`${folder}/__init__.py`);
  return isPackage && files.some(path => isDjangoMigration(path, tree.facts(path))) ? { folder, files } : undefined;
}

/** Whether a file is, or may well be, a Django migration: other tools have folders called migrations, and South had. */
export function isDjangoMigration(path: string, facts: FileFacts | undefined): boolean {
  const { Migration: bases, dependencies } = facts?.names ?? {};
  if (facts?.problem ?? (bases && 'undecided' in bases)) return /^\d{4}_/.test(baseName(path));
  return bases !== undefined && 'value' in bases && (dependencies !== undefined || bases.strings.some(({ text }) => isDjangoBase(text)));
}

interface ConfiguredLabels {
  readonly modules: MigrationModules;
  /** Labels by folder, as the user's configuration gives them. */
  readonly declared: ReadonlyMap<string, string | undefined>;
}

function withLabels(
  tree: SourceTree<FileFacts>,
  packages: readonly MigrationPackage[],
  { modules, declared }: ConfiguredLabels,
): readonly LabelledPackage[] {
  const supposed = packages.map(one => {
    const declaredLabel = declared.get(one.folder) ?? modules.labels.get(one.folder);
    return { ...one, declaredLabel, supposed: declaredLabel ?? configuredLabel(tree, one) ?? defaultLabel(one.folder) };
  });
  const byLabel = new Map(supposed.map(one => [one.supposed, new Set(one.files.map(stem))]));
  const names = (label: string): ReadonlySet<string> => byLabel.get(label) ?? new Set();
  const apps = supposed.map(one => ({ folder: one.folder, files: one.files, label: one.declaredLabel ?? labelByVote(tree, one, names) }));
  // What settings say of an app beats the folder that Django would take without them.
  const isElsewhere = ({ folder, label }: LabelledPackage): boolean =>
    modules.moved.has(label) && !modules.labels.has(folder) && !declared.has(folder);
  return apps.filter(app => !modules.disabled.has(app.label) && !isElsewhere(app));
}

/** The last part of the app's module (AppConfig.label); an app that is the repository itself has no name here. */
function defaultLabel(folder: string): string {
  return baseName(folderOf(folder)) || folder;
}

/** Gives every app its id and project: where several projects share a label, the folder tells them apart. */
function historiesOf(apps: readonly LabelledPackage[], projects: readonly string[]): readonly LocatedHistory[] {
  const shared = new Set(apps.map(({ label }) => label).filter((label, at, all) => all.indexOf(label) !== at));
  const taken = new Set<string>();
  return apps.map(({ folder, files, label }) => {
    const app = folderOf(folder);
    const project = foldersAround(app).flatMap(outer => projects.filter(path => folderOf(path) === outer))[0];
    const home = shared.size > 0 ? folderOf(project ?? '') : '';
    const scope = taken.has(`${home}\0${label}`) ? app : home;
    taken.add(`${scope}\0${label}`);
    const id = shared.has(label) ? app || folder : label;
    const launch = { by: 'manage.py', ...(project === undefined ? {} : { manage: project }) } as const;
    return { id, folder, files, order: { kind: 'graph' }, expectedLeaves: 1, launch, label, scope };
  });
}
