import type { TargetConfiguration } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { isIni, type Home } from './homes.js';
import { launchedIn, sourcesOf, type Launched } from './launches.js';
import { around, baseName, folderOf, inFolder } from '@oneleaf/core';
import { configuresAlembic, describedIn, namesFolders, projectName, textOf, type Read } from './reading.js';

export type Input = NonNullable<TargetConfiguration['inputs']>[number];

/** A project with migrations, and what its targets depend on outside of it. */
export interface Project extends Home {
  /** Whether some configuration names folders where no name gives migrations away. */
  readonly unusual: boolean;
  /** Inputs in the folders around the project. */
  readonly outside: readonly Input[];
  /** What the team accepts of the findings of a check. */
  readonly baseline: Input;
  /** The files of the project that describe histories. */
  readonly described: readonly string[];
  readonly launched: readonly Launched[];
  /** The folders whose files its code may import. */
  readonly sources: readonly string[];
}

/** A workspace as the plugin sees it. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  /** The files that the plugin asked for, relative to the root. */
  readonly files: readonly string[];
  readonly read: Read;
}

/** The project of a home, with what its targets depend on outside of it. */
export function projectOf(home: Home, workspace: Workspace): Project {
  const { files, read } = workspace;
  const near = files.filter(path => isConfiguration(path) && (isIn(path, home.root) || around(home.root).includes(folderOf(path))));
  const oneleaf = oneleafIn(workspace);
  const outside = near.filter(path => !isIn(path, home.root) && (isIni(path) || configuresAlembic(read(path))));
  const launched = launchedIn(home, files);
  return {
    ...home,
    launched,
    sources: sourcesOf(home, launched),
    unusual: oneleaf.names || near.some(path => namesFolders(read(path))),
    described: oneleaf.described.filter(path => isIn(path, home.root)),
    outside: [...outside.map(path => `{workspaceRoot}/${path}`), oneleaf.input],
    baseline: atTop(workspace, 'oneleaf-baseline.json').input,
  };
}

function isConfiguration(path: string): boolean {
  return isIni(path) || ['pyproject.toml', 'setup.cfg'].includes(baseName(path)) || /settings|\/conf(?:ig)?\/.*\.py$/.test(path);
}

function isIn(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

/** A file that lies at the repository's top, which may be above the workspace: inputs cannot name it there, but git can. */
interface AtTop {
  readonly input: Input;
  readonly file: string;
  /** The workspace's folder in the repository; empty at its top. */
  readonly prefix: string;
}

function atTop({ root }: Workspace, name: string): AtTop {
  const top = ancestors(root).find(folder => existsSync(join(folder, '.git'))) ?? root;
  const file = join(top, name);
  const path = relative(root, file).split(sep).join('/');
  const input = top === root ? `{workspaceRoot}/${name}` : { runtime: `git hash-object --no-filters ${path} || echo none` };
  return { input, file, prefix: relative(top, root).split(sep).join('/') };
}

function oneleafIn(workspace: Workspace): { readonly input: Input; readonly names: boolean; readonly described: readonly string[] } {
  const { input, file, prefix } = atTop(workspace, 'oneleaf.json');
  if (!existsSync(file)) return { input, names: false, described: [] };
  const text = textOf(file);
  const described = describedIn(text).filter(one => isIn(one, prefix));
  return { input, names: namesFolders(text), described: described.map(one => (prefix === '' ? one : one.slice(prefix.length + 1))) };
}

function ancestors(folder: string): readonly string[] {
  const outer = dirname(folder);
  return outer === folder ? [folder] : [folder, ...ancestors(outer)];
}

/** What the project is called where nothing else names it: Nx refuses a project without a name. */
export function nameOf({ root }: Home, { files, read }: Workspace): { readonly name?: string } {
  if (files.includes(inFolder(root, 'project.json'))) return {};
  const [named] = ['pyproject.toml', 'package.json'].map(name => inFolder(root, name)).filter(path => files.includes(path));
  const usual = root === '' ? 'workspace' : root.replaceAll('/', '-');
  return { name: (named === undefined ? undefined : projectName(read(named))) ?? usual };
}

/** The file that Nx shows as the source of the targets. */
export function markerOf({ root, histories }: Home, { files }: Workspace): string {
  const markers = ['project.json', 'package.json', 'pyproject.toml', 'manage.py', 'alembic.ini'].map(name => inFolder(root, name));
  const folder = histories[0]?.folder ?? root;
  return markers.find(path => files.includes(path)) ?? files.find(path => isIn(path, folder)) ?? root;
}
