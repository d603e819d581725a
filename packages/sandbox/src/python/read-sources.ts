import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import type { Environment } from '../environment.js';
import { SandboxError } from '../sandbox-error.js';
import { programIn } from './candidate.js';
import { run, type Ended } from './child.js';
import { childEnvironment } from './child-environment.js';
import { newRunFolder } from './run-folder.js';
import { writeRunner } from './runner-files.js';
import type { Slip } from './verbs.js';

export interface Reading {
  /** The project's folder, absolute. */
  readonly folder: string;
  readonly python: Reader;
  readonly env: Environment;
  /** How long it may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A Python that need not have anything installed. */
export interface Reader {
  readonly program: string;
  /** `3.11.7` */
  readonly version: string;
}

export interface SourcesRead {
  readonly slips: readonly Slip[];
  /** Files that this Python cannot read, by paths from the folder. */
  readonly unread: readonly string[];
}

/** The oldest whose own grammar has all that a project may be written in today. */
const OLDEST = 10;
const NAMES = ['python3', 'python', ...[14, 13, 12, 11, 10].map(minor => `python3.${minor}`)];
const PATIENCE = 30_000;
/** Nothing is read but Python's own modules: no variable, no site-packages with its .pth files, no sitecustomize, no current folder. */
const ISOLATED = ['-I', '-S'];

/**
 * A Python of the machine's: none that the repository brings, which a hostile one might. `configured`: a program, or the folder of a virtual
 * environment, relative to the top; that is taken wherever it lies. A `SandboxError` tells that there is none.
 */
export async function findReader({ top, env, configured }: Whereabouts): Promise<Reader> {
  const programs = configured === undefined ? onPath(top, env) : [programIn(resolve(top, configured)) ?? resolve(top, configured)];
  for (const program of programs) {
    const version = await versionOf(program, env);
    if (version !== undefined && Number(version.split('.')[1]) >= OLDEST) return { program, version };
  }
  throw new SandboxError(
    `no Python 3.${OLDEST} or newer is found ${configured === undefined ? 'outside of the repository' : `at ${configured}`}`,
    'oneleaf drift --sources --python PATH',
  );
}

export interface Whereabouts {
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: Environment;
  readonly configured?: string | undefined;
}

function onPath(top: string, { PATH = '' }: Environment): readonly string[] {
  const folders = PATH.split(delimiter).filter(isAbsolute);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const found = NAMES.flatMap(name => folders.map(folder => join(folder, `${name}${suffix}`))).filter(path => existsSync(path));
  return found.filter(path => isOutside(top, path) && isOutside(top, realpathSync(path)));
}

function isOutside(top: string, path: string): boolean {
  return [top, realpathSync(top)].every(folder => {
    const way = relative(folder, path);
    return way.startsWith('..') || isAbsolute(way);
  });
}

async function versionOf(program: string, env: Environment): Promise<string | undefined> {
  const ended = await inFolder(env, cwd =>
    run({ program, args: [...ISOLATED, '--version'], cwd, env: childEnvironment(env), timeoutMs: PATIENCE }),
  ).catch((error: unknown) => {
    if (error instanceof SandboxError) return undefined;
    throw error;
  });
  return /^Python (3\.\d+\.\S+)/m.exec(ended?.output ?? '')?.[1];
}

/** What is wrong in the sources of a project. Python's own parser reads them: nothing of them is imported or run. */
export async function readSources({ folder, python: { program }, env, timeoutMs, signal }: Reading): Promise<SourcesRead> {
  return inFolder(env, async cwd => {
    writeRunner(cwd);
    const answer = join(cwd, 'answer.json');
    const args = [...ISOLATED, join(cwd, 'oneleaf_read.py'), folder, answer];
    const ended = await run({ program, args, cwd, env: childEnvironment(env), timeoutMs, signal });
    if (ended.code !== 0) throw new SandboxError(`the sources in ${folder} could not be read: ${why(ended)}`, `${program} --version`);
    const said: unknown = JSON.parse(readFileSync(answer, 'utf8'));
    if (isRead(said)) return said;
    throw new Error('the reader gave no answer of the form that was asked for');
  });
}

function why({ timedOut, output }: Ended): string {
  return timedOut ? 'it took too long' : (output.trim().split('\n').at(-1) ?? '');
}

function isRead(said: unknown): said is SourcesRead {
  return typeof said === 'object' && said !== null && 'slips' in said && 'unread' in said;
}

async function inFolder<T>(env: Environment, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = newRunFolder(env);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
