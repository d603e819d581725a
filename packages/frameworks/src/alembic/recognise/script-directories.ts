import { foldersAround, baseName, folderOf, type Launch, type SourceTree } from '@oneleaf/core';
import { join } from '../../paths.js';
import { type AlembicEnvironment, type ConfiguredPath, isConfiguration } from './configuration.js';
import { isAlembicSettings, possiblePaths } from './version-locations.js';

/** One script directory, its places found in the tree. */
export interface ScriptDirectory {
  readonly roots: readonly string[];
  readonly recursive: boolean;
  /** Whether the configuration names the roots itself, instead of Alembic taking `versions` below the script directory. */
  readonly explicit: boolean;
  readonly launch: Launch;
  /** The folder of env.py and script.py.mako. */
  readonly script?: string;
  readonly environment: AlembicEnvironment;
}

/** What the configuration files of a tree say, each script directory once. */
export function scriptDirectories(tree: SourceTree, folders: ReadonlySet<string>): readonly ScriptDirectory[] {
  const found = new Map<string, ScriptDirectory>();
  for (const path of tree.paths) {
    for (const environment of isConfiguration(path) ? environmentsOf(tree, path) : []) {
      const directory = scriptDirectory(environment, path, folders);
      const key = directory?.roots.join('\n') ?? '';
      if (directory && !found.has(key)) found.set(key, directory);
    }
  }
  return [...found.values()].filter(({ roots }, at, all) => !all.some((other, index) => index !== at && includesAll(other.roots, roots)));
}

function includesAll(all: readonly string[], some: readonly string[]): boolean {
  return all.length > some.length && some.every(root => all.includes(root));
}

/** An ini's environments, filled up from the pyproject.toml beside it: the ini wins key by key (Config.get_alembic_option). */
export function environmentsOf(tree: SourceTree, path: string): readonly AlembicEnvironment[] {
  const own = environmentsIn(tree, path);
  const [table] = path.endsWith('.toml') ? [] : environmentsIn(tree, join(folderOf(path), 'pyproject.toml') ?? '');
  return table ? own.map(environment => ({ ...table, ...environment })) : own;
}

function environmentsIn(tree: SourceTree, path: string): readonly AlembicEnvironment[] {
  const value = tree.settings(path);
  return isAlembicSettings(value) ? value.environments : [];
}

function scriptDirectory(environment: AlembicEnvironment, path: string, folders: ReadonlySet<string>): ScriptDirectory | undefined {
  const { script, versions, recursive = false } = environment;
  const find = (configured: ConfiguredPath): string | undefined => locatePath(configured, path, folders);
  const scriptFolder = script ? find(script) : folderOf(path);
  const roots = versions
    ? versions.flatMap(configured => find(configured) ?? [])
    : scriptFolder === undefined
      ? []
      : [join(scriptFolder, 'versions') ?? ''];
  const present = [...new Set(roots)].filter(root => folders.has(root));
  if (present.length === 0) return undefined;
  return {
    roots: present,
    recursive,
    explicit: versions !== undefined,
    launch: launchOf(environment, path, scriptFolder),
    ...(scriptFolder === undefined ? {} : { script: scriptFolder }),
    environment,
  };
}

function locatePath(configured: ConfiguredPath, file: string, folders: ReadonlySet<string>): string | undefined {
  const found = possiblePaths(configured, file).find(folder => folders.has(folder));
  if (found !== undefined || configured.from !== 'package') return found;
  const anywhere = [...folders].filter(folder => folder.endsWith(`/${configured.path}`)).sort();
  return anywhere.length === 1 ? anywhere[0] : undefined;
}

/** How Alembic is called that has its scripts in a folder. */
export function launchOf({ section, script }: AlembicEnvironment, path: string, scriptFolder: string | undefined): Launch {
  const home = folderOf(path);
  // Flask-Migrate's ini leaves the place of the scripts to its --directory.
  if (script === undefined && baseName(path) === 'alembic.ini') return { by: 'flask', directory: home };
  const here = script?.from === 'cwd' ? foldersAround(home).find(outer => join(outer, script.path) === scriptFolder) : undefined;
  const folder = here ?? home;
  const file = folder === '' ? path : path.slice(folder.length + 1);
  return {
    by: 'alembic',
    folder,
    ...(baseName(path).endsWith('.toml') || file === 'alembic.ini' ? {} : { file }),
    ...(section === 'alembic' ? {} : { section }),
  };
}
