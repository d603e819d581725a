import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** Variables that name an environment that is active. */
const ACTIVE_VARIABLES = ['VIRTUAL_ENV', 'CONDA_PREFIX', 'UV_PROJECT_ENVIRONMENT'];

/** What environments beside a project are called. */
const ENVIRONMENT_FOLDERS = ['.venv', 'venv', 'env', '.conda'];

/** Where Debian has the servers that it installs, by version. */
const POSTGRES_FOLDER = '/usr/lib/postgresql';

interface EnvironmentProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: () => string;
}

/**
 * The versions of Python, its packages and PostgreSQL that a project may be run with, by the names of folders alone: a proof in the
 * cache is not one about others. `root`: the project's folder in the workspace, encoded as a URL's component. Nothing is started.
 */
export function environment(root: string, { env, cwd }: EnvironmentProcess): string {
  const folders = enclosingFolders(resolve(cwd(), decodeURIComponent(root)));
  const top = folders.at(-1) ?? cwd();
  const places = [
    ...configuredPythons(join(top, 'oneleaf.json')),
    ...ACTIVE_VARIABLES.flatMap(name => env[name] ?? []),
    ...folders.flatMap(folder => ENVIRONMENT_FOLDERS.map(name => join(folder, name))),
  ];
  const environments = [...new Set(places.map(place => resolve(top, place)))].map(prefixOf).filter(place => place !== undefined);
  const prefixes = environments.length > 0 ? environments : pathPrefixes(env['PATH'] ?? '');
  return [...prefixes.flatMap(packagesIn), ...namesIn(POSTGRES_FOLDER).map(name => `postgresql ${name}`)].join('\n');
}

/** The folder and those around it, up to the top of the repository. */
function enclosingFolders(folder: string): readonly string[] {
  const outer = dirname(folder);
  return existsSync(join(folder, '.git')) || outer === folder ? [folder] : [folder, ...enclosingFolders(outer)];
}

/** The Pythons that oneleaf.json names for its projects. */
function configuredPythons(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/"python"\s*:\s*"([^"]+)"/g)].map(([, path = '']) => path);
}

/** The environment that is meant by its folder, or by the program in it. */
function prefixOf(place: string): string | undefined {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return dirname(dirname(place));
  return stat?.isDirectory() === true && PYTHON_PROGRAMS.some(path => existsSync(join(place, path))) ? place : undefined;
}

const PYTHON_PROGRAMS = ['bin/python', 'bin/python3', 'Scripts/python.exe', 'python.exe'];

function pathPrefixes(path: string): readonly string[] {
  const folder = path.split(delimiter).find(one => existsSync(join(one, 'python3')));
  return folder === undefined ? [] : [dirname(folder)];
}

function packagesIn(prefix: string): readonly string[] {
  const configuration = join(prefix, 'pyvenv.cfg');
  const version = existsSync(configuration) ? /^version(?:_info)?\s*=\s*(.*)$/m.exec(readFileSync(configuration, 'utf8'))?.[1] : undefined;
  const versions = namesIn(join(prefix, 'lib')).filter(name => name.startsWith('python'));
  const homes = [...versions.flatMap(name => ['site-packages', 'dist-packages'].map(home => join('lib', name, home))), 'Lib/site-packages'];
  const names = homes.flatMap(home => namesIn(join(prefix, home))).filter(name => /\.(?:dist|egg)-info$/.test(name));
  return [...versions, version ?? '', ...names.sort()];
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
