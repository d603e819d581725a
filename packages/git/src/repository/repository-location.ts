import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { childEnvironment, type GitEnvironment, repositoryVariables } from '../process/environment.js';
import { gitFailure, Git, type GitOutput } from '../process/git.js';
import { GitError } from '../process/git-error.js';
import { GitVersion } from '../process/git-version.js';
import type { RepositoryOptions } from './repository-options.js';

/** Where a repository lies. It is found once; children get it in their environment. */
export interface RepositoryLocation {
  readonly top: string;
  readonly bare: boolean;
  readonly gitDir: string;
  readonly commonDir: string;
  /** Folder of the object database. */
  readonly objects: string;
  /** File that lists the boundary of a shallow clone. */
  readonly shallowFile: string;
  readonly shallow: boolean;
  /** Bytes of an object id: 20 or 32. */
  readonly width: number;
  readonly version: GitVersion;
  /** Environment of every child that works on this repository. */
  readonly env: GitEnvironment;
}

const ABSOLUTE = '--path-format=absolute';

const revParseQueries = [
  ['--is-bare-repository'],
  ['--is-shallow-repository'],
  ['--show-object-format'],
  ['--absolute-git-dir'],
  ['--git-common-dir'],
  ['--git-path', 'objects'],
  ['--git-path', 'shallow'],
  // Last, because it fails where there is no working tree, after the others have been answered.
  ['--show-toplevel'],
];

export async function locateRepository(path: string, options: RepositoryOptions): Promise<RepositoryLocation> {
  const cwd = existingFolder(path);
  const variables = options.ambient === false ? {} : repositoryVariables(options.env);
  const git = new Git({ cwd, env: { ...childEnvironment(options.env), ...variables }, signal: options.signal });
  const version = new GitVersion(git);
  const output = await git.ask(['rev-parse', ABSOLUTE, ...revParseQueries.flat()]);
  const [bare, shallow, format, gitDir, commonDir, objects, shallowFile, top] = await queryLines(git, version, output);
  if (gitDir === undefined || commonDir === undefined || objects === undefined || shallowFile === undefined)
    throw notARepository(cwd, output.stderr);
  return {
    top: top ?? gitDir,
    bare: bare === 'true' || top === undefined,
    gitDir,
    commonDir,
    objects,
    shallowFile,
    shallow: shallow === 'true',
    width: format === 'sha256' ? 32 : 20,
    version,
    env: { ...childEnvironment(options.env), ...absolutePaths(variables, cwd), GIT_DIR: gitDir, GIT_WORK_TREE: top },
  };
}

function existingFolder(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new GitError(`${path} does not exist`, 'give the path of a working tree or a bare clone');
  return stats.isDirectory() ? path : dirname(path);
}

/** One line each, unless a path holds a newline: then each question is asked alone. */
async function queryLines(git: Git, version: GitVersion, output: GitOutput): Promise<readonly (string | undefined)[]> {
  const lines = output.stdout.toString().split('\n').slice(0, -1);
  if (lines.length === revParseQueries.length || (lines.length === revParseQueries.length - 1 && output.code !== 0)) return lines;
  await version.demand();
  if (lines.length === 0) return [];
  const alone = await Promise.all(revParseQueries.map(question => git.ask(['rev-parse', ABSOLUTE, ...question])));
  return alone.map(({ code, stdout }) => (code === 0 ? stdout.toString().slice(0, -1) : undefined));
}

function notARepository(path: string, stderr: string): GitError {
  if (!stderr.includes('not a git repository')) return gitFailure(['rev-parse'], stderr);
  return new GitError(`${path} is not in a git repository`, 'give the path of a working tree or a bare clone');
}

/** Hooks get paths relative to their folder; children run at the top. */
function absolutePaths(variables: GitEnvironment, cwd: string): GitEnvironment {
  const paths = Object.entries(variables).map(
    ([name, value = '']) => [name, pathListVariables.has(name) ? value : resolve(cwd, value)] as const,
  );
  return Object.fromEntries(paths);
}

/** A list of paths, and git itself makes them absolute before it starts a hook. */
const pathListVariables = new Set(['GIT_ALTERNATE_OBJECT_DIRECTORIES']);
