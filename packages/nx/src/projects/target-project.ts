import type { TargetConfiguration } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { frameworks } from '@oneleaf/frameworks';
import type { WorkspaceProject } from './workspace-projects.js';
import { runUnitsOf, sourceFolders, type RunUnit } from './run-units.js';
import { foldersAround, folderOf, joinPath } from '@oneleaf/core';
import { descriptionPaths, mayNameFolders, declaredProjectName, readText, type ReadWorkspaceFile } from './configuration-files.js';

export type TargetInput = NonNullable<TargetConfiguration['inputs']>[number];

/** A project with migrations, and what its targets depend on outside of it. */
export interface TargetProject extends WorkspaceProject {
  /** Whether some configuration names folders where no name gives migrations away. */
  readonly configuresFolders: boolean;
  /** Inputs in the folders around the project. */
  readonly outsideInputs: readonly TargetInput[];
  /** What the team accepts of the findings of a check. */
  readonly baselineInput: TargetInput;
  /** The files of the project that describe histories. */
  readonly descriptionFiles: readonly string[];
  readonly runUnits: readonly RunUnit[];
  /** The folders whose files its code may import. */
  readonly sourceFolders: readonly string[];
}

/** A workspace as the plugin sees it. */
export interface PluginWorkspace {
  /** Absolute. */
  readonly root: string;
  /** The files that the plugin has read, from the workspace's top. */
  readonly files: readonly string[];
  readonly read: ReadWorkspaceFile;
}

/** The project of a home, with what its targets depend on outside of it. */
export function targetProject(home: WorkspaceProject, workspace: PluginWorkspace): TargetProject {
  const { files, read } = workspace;
  const near = files.filter(path => isConfiguration(path) && (isIn(path, home.root) || foldersAround(home.root).includes(folderOf(path))));
  const oneleaf = configurationOf(workspace);
  const outside = near.filter(path => !isIn(path, home.root) && frameworks.some(({ names }) => names.configures(path, read(path))));
  const launched = runUnitsOf(home, files);
  return {
    ...home,
    runUnits: launched,
    sourceFolders: sourceFolders(home, launched),
    configuresFolders: oneleaf.names || near.some(path => mayNameFolders(read(path))),
    descriptionFiles: oneleaf.described.filter(path => isIn(path, home.root)),
    outsideInputs: [...outside.map(path => `{workspaceRoot}/${path}`), oneleaf.input],
    baselineInput: repositoryTopFile(workspace, 'oneleaf-baseline.json').input,
  };
}

function isConfiguration(path: string): boolean {
  return frameworks.some(({ names }) => names.isNear(path));
}

function isIn(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

/** A file that lies at the repository's top, which may be above the workspace: inputs cannot name it there, but git can. */
interface RepositoryTopFile {
  readonly input: TargetInput;
  readonly file: string;
  /** The workspace's folder in the repository; empty at its top. */
  readonly prefix: string;
}

function repositoryTopFile({ root }: PluginWorkspace, name: string): RepositoryTopFile {
  const top = enclosingFolders(root).find(folder => existsSync(join(folder, '.git'))) ?? root;
  const file = join(top, name);
  const path = relative(root, file).split(sep).join('/');
  const input = top === root ? `{workspaceRoot}/${name}` : { runtime: `git hash-object --no-filters ${path} || echo none` };
  return { input, file, prefix: relative(top, root).split(sep).join('/') };
}

function configurationOf(workspace: PluginWorkspace): {
  readonly input: TargetInput;
  readonly names: boolean;
  readonly described: readonly string[];
} {
  const { input, file, prefix } = repositoryTopFile(workspace, 'oneleaf.json');
  if (!existsSync(file)) return { input, names: false, described: [] };
  const text = readText(file);
  const described = descriptionPaths(text).filter(one => isIn(one, prefix));
  return { input, names: mayNameFolders(text), described: described.map(one => (prefix === '' ? one : one.slice(prefix.length + 1))) };
}

function enclosingFolders(folder: string): readonly string[] {
  const outer = dirname(folder);
  return outer === folder ? [folder] : [folder, ...enclosingFolders(outer)];
}

/** What the project is called where nothing else names it: Nx refuses a project without a name. */
export function inferredName({ root }: WorkspaceProject, { files, read }: PluginWorkspace): { readonly name?: string } {
  if (files.includes(joinPath(root, 'project.json'))) return {};
  const [named] = ['pyproject.toml', 'package.json'].map(name => joinPath(root, name)).filter(path => files.includes(path));
  const usual = root === '' ? 'workspace' : root.replaceAll('/', '-');
  return { name: (named === undefined ? undefined : declaredProjectName(read(named))) ?? usual };
}

const PROGRAMS = frameworks.flatMap(({ names }) => names.programs);

/** The file that Nx shows as the source of the targets. */
export function sourceFileOf({ root, histories }: WorkspaceProject, { files }: PluginWorkspace): string {
  const markers = ['project.json', 'package.json', 'pyproject.toml', ...PROGRAMS].map(name => joinPath(root, name));
  const folder = histories[0]?.folder ?? root;
  return markers.find(path => files.includes(path)) ?? files.find(path => isIn(path, folder)) ?? root;
}
