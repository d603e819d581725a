import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { GitEnvironment } from './environment.js';
import { beforeExit } from './on-exit.js';
import { GitError } from './git-error.js';

/** Config that a repository could use to make a reading command run something, overruled. */
const safeConfig = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'protocol.ext.allow=never',
  'log.showSignature=false',
];
const safeOptions = ['--no-pager', '--literal-pathspecs', ...safeConfig.flatMap(setting => ['-c', setting])];

/** Where git runs: the folder and the whole environment. */
export interface GitProcessContext {
  readonly cwd: string;
  readonly env: GitEnvironment;
  readonly signal?: AbortSignal | undefined;
}

export interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitRunOptions {
  readonly input?: string | Uint8Array;
  /** Gets stdin instead, to write to and to end. */
  readonly feed?: (stdin: Writable) => void;
  /** For children that reach a network: how long all of it may take. They get a process group of their own, so that ssh ends with git. */
  readonly timeoutMs?: number;
  readonly env?: GitEnvironment;
  /** Gets stdout as it comes; `GitOutput.stdout` is then empty. */
  readonly sink?: (chunk: Buffer) => void;
}

/**
 * The door to git: no shell, bytes in and out, nothing inherited but what the context holds.
 * Porcelain that only `doctor` and `init` need goes through simple-git (porcelain.ts). The rest cannot: simple-git gives no stream of stdin or stdout
 * and decodes paths as UTF-8; its time limit leaves ssh running, because it ends git and not the process group; it hands
 * GIT_TEST_DISALLOW_ABBREVIATED_OPTIONS on to the user's hooks; it cannot run before the process ends; and a push would wait for it to load.
 */
export class Git {
  constructor(
    readonly context: GitProcessContext,
    /** Options before every command; none where git is to do all that the user's own would. */
    readonly prefix: readonly string[] = safeOptions,
  ) {}

  /** Git's output and its exit code, whatever that is. */
  async ask(args: readonly string[], options: GitRunOptions = {}): Promise<GitOutput> {
    const { signal } = this.context;
    signal?.throwIfAborted();
    const child = startGit(this.context, [...this.prefix, ...args], options);
    const end = (): void => endChild(child, options.timeoutMs !== undefined);
    const release = beforeExit(end);
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(end, options.timeoutMs);
    signal?.addEventListener('abort', end);
    try {
      return await outputOf(child, args, options);
    } finally {
      release();
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      signal?.throwIfAborted();
    }
  }

  /** Git's output. A `GitError` when the exit code is not 0. */
  async run(args: readonly string[], options: GitRunOptions = {}): Promise<Buffer> {
    const { code, stdout, stderr } = await this.ask(args, options);
    if (code !== 0) throw gitFailure(args, stderr);
    return stdout;
  }

  /**
   * Git's output, before anything else happens in this process, signals included. What git reads is a file's descriptor:
   * it gets all of it even when this process is killed, where a pipe would end in the middle of a line.
   */
  runNow(args: readonly string[], input: number | 'ignore' = 'ignore'): Buffer {
    const { cwd, env } = this.context;
    const stdio = [input, 'pipe', 'pipe'] as const;
    const output = spawnSync('git', [...this.prefix, ...args], { cwd, env, stdio: [...stdio], windowsHide: true, maxBuffer: 1 << 30 });
    if (output.error !== undefined) throw startFailure(output.error);
    if (output.status !== 0) throw gitFailure(args, output.stderr.toString());
    return output.stdout;
  }
}

type GitChild = ChildProcessWithoutNullStreams;

function startGit({ cwd, env }: GitProcessContext, args: readonly string[], options: GitRunOptions): GitChild {
  return spawn('git', args, {
    cwd,
    env: { ...env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    detached: options.timeoutMs !== undefined,
  });
}

/** Ends a child; git removes its temporary files on SIGTERM. With a group of its own, what it started ends too. */
function endChild(child: GitChild, group: boolean): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (group && process.platform !== 'win32') process.kill(-child.pid, 'SIGTERM');
  else child.kill('SIGTERM');
}

function outputOf(child: GitChild, args: readonly string[], options: GitRunOptions): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const fail = (cause: Error): void => {
      endChild(child, false);
      reject(cause);
    };
    child.stdout.on('data', catchErrors(options.sink ?? ((chunk: Buffer) => stdout.push(chunk)), fail));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A child that needs no more input closes its stdin early; its exit code shows whether it failed.
    child.stdin.on('error', () => undefined);
    child.on('error', cause => reject(startFailure(cause)));
    child.on('close', (code, killed) => {
      if (killed !== null) reject(new GitError(`git ${args[0] ?? ''} was ended by ${killed}`, 'try again'));
      else resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
    if (options.feed === undefined) child.stdin.end(options.input ?? '');
    else options.feed(child.stdin);
  });
}

/** An error that a stream's listener throws would end the process. */
function catchErrors(sink: (chunk: Buffer) => void, fail: (cause: Error) => void): (chunk: Buffer) => void {
  return chunk => {
    try {
      sink(chunk);
    } catch (cause) {
      fail(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
}

function startFailure(cause: Error): GitError {
  return new GitError(`git could not be started: ${cause.message}`, 'install git 2.33 or newer and put it on PATH', { cause });
}

export function gitFailure(args: readonly string[], stderr: string): GitError {
  const [, lock] = /Unable to create '(.+\.lock)': File exists/.exec(stderr) ?? [];
  if (lock !== undefined)
    return new GitError(`git ${args[0] ?? ''} failed: another git command holds ${lock}`, `rm -f ${JSON.stringify(lock)}, if none runs`);
  const output = stderr.trim().replace(/^(fatal|error): /, '');
  return new GitError(`git ${args[0] ?? ''} failed: ${output === '' ? 'it said nothing' : output}`, hintFor(stderr));
}

/** Git's own advice where it gives one. */
function hintFor(stderr: string): string {
  const safe = /git config --global --add safe\.directory .*/.exec(stderr);
  if (safe !== null) return safe[0];
  if (stderr.includes('unknown repository extension')) return 'install a newer git (reftable needs 2.45, SHA-256 needs 2.29)';
  if (/unable to read|bad object|missing|promisor/i.test(stderr)) return 'git fsck --connectivity-only';
  return 'git status';
}
