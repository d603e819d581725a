import { errorCode } from '../../error-code.js';
import { type ChildProcess, spawn } from 'node:child_process';
import { SandboxError } from '../../sandbox-error.js';
import type { ProcessEnvironment } from '../../environment.js';

/** How long a child may take to end after SIGTERM, in milliseconds. */
const GRACE = 2000;

/** What is kept of what a child prints, in bytes: the end tells what went wrong. */
const KEPT_OUTPUT = 64 * 1024;

export interface ChildRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: ProcessEnvironment;
  /** How long all of it may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ChildExit {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly timedOut: boolean;
  /** The end of what it printed, on both streams, in the order in which it came. */
  readonly output: string;
}

/**
 * Runs a program in a process group of its own until it ends, its time is over, or the signal aborts; nothing of the group is left.
 * Its standard input is empty; its descriptor 3 stays open as long as this process lives, so that it can notice our death.
 */
export async function runChild(requested: ChildRun): Promise<ChildExit> {
  requested.signal?.throwIfAborted();
  const child = spawn(requested.program, requested.args, {
    cwd: requested.cwd,
    env: requested.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
    detached: process.platform !== 'win32',
  });
  const group = new ProcessGroup(child);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    group.end();
  }, requested.timeoutMs);
  const abort = (): void => group.end();
  requested.signal?.addEventListener('abort', abort);
  try {
    const ended = await childOutcome(group, requested.program);
    requested.signal?.throwIfAborted();
    return { ...ended, timedOut };
  } finally {
    clearTimeout(timer);
    requested.signal?.removeEventListener('abort', abort);
    group.sweep();
  }
}

/** A child and everything that it started. */
class ProcessGroup {
  #grace: NodeJS.Timeout | undefined;

  constructor(readonly child: ChildProcess) {}

  end(): void {
    this.#signal('SIGTERM');
    this.#grace ??= setTimeout(() => this.#signal('SIGKILL'), GRACE);
  }

  /** What the child left behind when it ended. */
  clear(): void {
    clearTimeout(this.#grace);
    this.#signal('SIGKILL');
  }

  /** Of what has left the group, only the pipes can be let go. */
  sweep(): void {
    for (const stream of this.child.stdio) stream?.destroy();
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      this.child.kill(signal);
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // Nothing of the group runs any more; macOS says EPERM of one whose members are all waiting to be reaped.
      if (!['ESRCH', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
    }
  }
}

/** How long what was printed may take to come through once a child has ended, in milliseconds. */
const DRAIN = 1000;

/** Resolves once it has ended and what it printed is read; who has left its group may hold the pipes for ever, and is not waited for. */
function childOutcome(group: ProcessGroup, program: string): Promise<Omit<ChildExit, 'timedOut'>> {
  return new Promise((resolve, reject) => {
    const { child } = group;
    let kept = Buffer.alloc(0);
    const keep = (chunk: Buffer): void => {
      kept = Buffer.concat([kept, chunk]).subarray(-KEPT_OUTPUT);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', cause =>
      reject(new SandboxError(`${program} could not be started: ${cause.message}`, `ls -l ${program}`, { cause })),
    );
    child.on('exit', code => {
      group.clear();
      const settle = (): void => {
        clearTimeout(patience);
        resolve({ code, output: kept.toString() });
      };
      const patience = setTimeout(settle, DRAIN);
      child.on('close', settle);
    });
  });
}
