import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import type { ProcessEnvironment } from '../../../environment.js';
import { SandboxError } from '../../../sandbox-error.js';
import { pythonIn } from '../interpreter/candidate.js';
import { runChild, type ChildExit } from '../child-process.js';
import { childEnvironment } from '../child-environment.js';
import { newRunFolder } from '../../../lifecycle/run-folders.js';
import { writeRunnerFiles } from '../runner-files.js';
import type { SourceProblem } from '../result/source-problem.js';

export interface SourceReadRequest {
  /** The project's folder, absolute. */
  readonly folder: string;
  readonly python: SourceReader;
  readonly env: ProcessEnvironment;
  /** How long it may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A Python that need not have anything installed. */
export interface SourceReader {
  readonly program: string;
  /** `3.11.7` */
  readonly version: string;
}

export interface SourceCheckResult {
  readonly problems: readonly SourceProblem[];
  /** Files that this Python cannot read, by paths from the folder. */
  readonly unread: readonly string[];
}

/** The oldest whose own grammar has all that a project may be written in today. */
const OLDEST_MINOR = 10;
const PYTHON_PROGRAMS = ['python3', 'python', ...[14, 13, 12, 11, 10].map(minor => `python3.${minor}`)];
const VERSION_TIMEOUT = 30_000;
/** Nothing is read but Python's own modules: no variable, no site-packages with its .pth files, no sitecustomize, no current folder. */
const ISOLATED_FLAGS = ['-I', '-S'];

/**
 * A Python of this machine, not of the repository, which may be hostile. `configured` names a program or a virtual environment from the
 * top, and may be anywhere. Rejects with a `SandboxError` without one.
 */
export async function findSourceReader({ top, env, configured }: SourceReaderSearch): Promise<SourceReader> {
  const programs = configured === undefined ? programsOnPath(top, env) : [pythonIn(resolve(top, configured)) ?? resolve(top, configured)];
  for (const program of programs) {
    const version = await pythonVersion(program, env);
    if (version !== undefined && Number(version.split('.')[1]) >= OLDEST_MINOR) return { program, version };
  }
  throw new SandboxError(
    `no Python 3.${OLDEST_MINOR} or newer is found ${configured === undefined ? 'outside of the repository' : `at ${configured}`}`,
    'oneleaf drift --sources --python PATH',
  );
}

export interface SourceReaderSearch {
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: ProcessEnvironment;
  readonly configured?: string | undefined;
}

function programsOnPath(top: string, { PATH = '' }: ProcessEnvironment): readonly string[] {
  const folders = PATH.split(delimiter).filter(isAbsolute);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const found = PYTHON_PROGRAMS.flatMap(name => folders.map(folder => join(folder, `${name}${suffix}`))).filter(path => existsSync(path));
  return found.filter(path => isOutside(top, path) && isOutside(top, realpathSync(path)));
}

function isOutside(top: string, path: string): boolean {
  return [top, realpathSync(top)].every(folder => {
    const way = relative(folder, path);
    return way.startsWith('..') || isAbsolute(way);
  });
}

async function pythonVersion(program: string, env: ProcessEnvironment): Promise<string | undefined> {
  const ended = await inRunFolder(env, cwd =>
    runChild({ program, args: [...ISOLATED_FLAGS, '--version'], cwd, env: childEnvironment(env), timeoutMs: VERSION_TIMEOUT }),
  ).catch((error: unknown) => {
    if (error instanceof SandboxError) return undefined;
    throw error;
  });
  return /^Python (3\.\d+\.\S+)/m.exec(ended?.output ?? '')?.[1];
}

/** What is wrong in the sources of a project. Python's own parser reads them: nothing of them is imported or run. */
export async function readSources({ folder, python: { program }, env, timeoutMs, signal }: SourceReadRequest): Promise<SourceCheckResult> {
  return inRunFolder(env, async cwd => {
    writeRunnerFiles(cwd);
    const answer = join(cwd, 'answer.json');
    const args = [...ISOLATED_FLAGS, join(cwd, 'oneleaf_read.py'), folder, answer];
    const ended = await runChild({ program, args, cwd, env: childEnvironment(env), timeoutMs, signal });
    if (ended.code !== 0)
      throw new SandboxError(`the sources in ${folder} could not be read: ${failureReason(ended)}`, `${program} --version`);
    const said: unknown = JSON.parse(readFileSync(answer, 'utf8'));
    if (isSourceCheckResult(said)) return said;
    throw new Error('the answer of the reader has an unknown form');
  });
}

function failureReason({ timedOut, output }: ChildExit): string {
  return timedOut ? 'it took too long' : (output.trim().split('\n').at(-1) ?? '');
}

function isSourceCheckResult(said: unknown): said is SourceCheckResult {
  return typeof said === 'object' && said !== null && 'problems' in said && 'unread' in said;
}

async function inRunFolder<T>(env: ProcessEnvironment, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = newRunFolder(env);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
