import type { CheckedHistory, GuardExamination } from '@oneleaf/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A virtual environment, by what its folders are called: nothing is run and nothing imported. */
interface VirtualEnvironment {
  readonly folder: string;
  /** `3.11.2`; absent if pyvenv.cfg does not say. */
  readonly python?: string;
  /** Version by lower-case package name. */
  readonly packages: ReadonlyMap<string, string>;
}

/** A history of the working tree, as reports call it. */
export type FoundHistory = Pick<CheckedHistory, 'history' | 'framework' | 'folder'>;

export interface PythonContext {
  readonly top: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly histories: readonly FoundHistory[];
}

/** Whether the framework's own commands, which mend a fork, can run here: reading migrations needs none of them. */
export function examinePython({ top, env, histories }: PythonContext): readonly GuardExamination[] {
  const frameworks = [...new Set(histories.map(({ framework }) => framework))].sort();
  if (frameworks.length === 0) return [];
  const environments = environmentFolders({ top, env, histories }).flatMap(folder => readEnvironment(folder) ?? []);
  return frameworks.map(framework => {
    const found = environments.find(({ packages }) => packages.has(framework));
    if (!found) return missingFramework(framework, environments.length > 0);
    const python = found.python === undefined ? 'Python' : `Python ${found.python}`;
    const message = `${framework} ${found.packages.get(framework) ?? ''} for ${python} in ${relative(top, found.folder) || '.'}`;
    return { subject: framework, condition: 'ok', message };
  });
}

function missingFramework(framework: string, others: boolean): GuardExamination {
  const where = others ? `no virtual environment here has ${framework}` : 'there is no virtual environment here';
  const command = others ? `pip install ${framework}` : `python -m venv .venv && .venv/bin/pip install ${framework}`;
  const fix = { title: 'install it', command };
  return { subject: framework, condition: 'warn', message: `${where}: the framework's own commands may not run`, fix };
}

/** The active environment, and .venv and venv in the folder of each history and in every folder above it. */
function environmentFolders({ top, env, histories }: PythonContext): readonly string[] {
  const active = [env['VIRTUAL_ENV'], env['CONDA_PREFIX']].filter(folder => folder !== undefined);
  const above = histories.flatMap(({ folder }) => pathsUp(folder));
  const beside = ['', ...above].flatMap(folder => ['.venv', 'venv'].map(name => join(top, folder, name)));
  return [...new Set([...active, ...beside])];
}

function pathsUp(folder: string): readonly string[] {
  return folder === '' || folder === '.' ? [] : [folder, ...pathsUp(dirname(folder))];
}

function readEnvironment(folder: string): VirtualEnvironment | undefined {
  const settings = join(folder, 'pyvenv.cfg');
  if (!existsSync(settings) && !existsSync(join(folder, 'conda-meta'))) return undefined;
  const [, python] = existsSync(settings) ? (/^version(?:_info)?\s*=\s*(\d+(?:\.\d+)+)/m.exec(readFileSync(settings, 'utf8')) ?? []) : [];
  return { folder, packages: new Map(sitePackages(folder).flatMap(packagesIn)), ...(python === undefined ? {} : { python }) };
}

/** `lib/python3.11/site-packages`; on Windows `Lib/site-packages`. */
function sitePackages(folder: string): readonly string[] {
  const versions = folderEntries(join(folder, 'lib')).filter(name => name.startsWith('python'));
  return [...versions.map(name => join(folder, 'lib', name, 'site-packages')), join(folder, 'Lib/site-packages')];
}

/** `NAME-4.2.30.dist-info`: the binary distribution format names the folder after name and version. */
function packagesIn(folder: string): readonly (readonly [string, string])[] {
  return folderEntries(folder).flatMap(name => {
    const [, distribution, version] = /^([\w.]+)-([^-]+)\.dist-info$/.exec(name) ?? [];
    return distribution === undefined || version === undefined ? [] : [[distribution.toLowerCase(), version] as const];
  });
}

function folderEntries(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
