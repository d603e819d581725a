import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { ProcessEnvironment } from '../environment.js';
import { SandboxError } from '../sandbox-error.js';

/** Whom a program runs as, where that is not whom we run as. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export interface KeeperProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: ProcessEnvironment;
  readonly user?: SystemUser;
  /** The command that ends it after our death; without one it may finish. */
  readonly stop?: NodeJS.Signals;
}

/** What carries a token in the engine of docker. */
export interface MarkedResources {
  readonly token: string;
  /** Of the docker program. */
  readonly env: ProcessEnvironment;
}

/** A database of a server that continues to run, for the keeper to drop if we cannot. */
export interface PendingDrop {
  readonly connection: object;
  /** Waits until the session that made the database is over. */
  readonly lock: string;
  /** Gives a row when the database is there and ours. */
  readonly check: string;
  readonly drop: string;
}

/** What is only written down, for the case that we are killed. */
export type KeeperNote =
  | { readonly ask: 'own' | 'disown'; readonly path: string }
  | { readonly ask: 'engine'; readonly marked: MarkedResources }
  | { readonly ask: 'promise'; readonly name: string; readonly promised: PendingDrop }
  | { readonly ask: 'kept'; readonly name: string };

export type KeeperRequest =
  | KeeperNote
  | { readonly ask: 'folder'; readonly path: string; readonly user?: SystemUser }
  | { readonly ask: 'remove'; readonly path: string }
  | { readonly ask: 'disengage'; readonly token: string; readonly path: string }
  | { readonly ask: 'run' | 'start'; readonly program: KeeperProgram }
  | { readonly ask: 'stop'; readonly pid: number };

/** How a program ended; `code` is null when a signal ended it or it never began. */
export interface ProgramExit {
  readonly code: number | null;
  readonly output: string;
}

interface KeeperReply extends Partial<ProgramExit> {
  readonly pid?: number;
}

interface KeeperMessage {
  readonly id?: number;
  readonly reply?: KeeperReply;
  readonly failure?: string;
  readonly ended?: number;
}

interface PendingRequest {
  readonly resolve: (reply: KeeperReply) => void;
  readonly reject: (error: Error) => void;
}

/** A program that the keeper runs until it is stopped. */
export interface ServerProcess {
  readonly pid: number;
  readonly ended: Promise<ProgramExit>;
}

function isMessage(value: unknown): value is KeeperMessage & Partial<ProgramExit> {
  return typeof value === 'object' && value !== null && ('id' in value || 'ended' in value);
}

/** Beside this file among the sources, and beside the bundle in what is published. */
const script = join(__dirname, 'keeper-program.cjs');

/** The process that starts, stops and removes for us, and that undoes everything when we are killed. */
export class Keeper {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, PendingRequest>();
  readonly #servers = new Map<number, (ended: ProgramExit) => void>();
  #count = 0;
  #lost: SandboxError | undefined;

  constructor(env: ProcessEnvironment) {
    // In a session of its own: Ctrl-C and a closed terminal reach us, not it. What NODE_OPTIONS loads or debugs is meant for us alone.
    this.#child = spawn(process.execPath, [script], {
      env: { ...env, NODE_OPTIONS: undefined },
      ...{ cwd: '/', detached: true, stdio: ['pipe', 'pipe', 'ignore'] },
    });
    this.#child.on('error', cause => this.#lose(cause));
    this.#child.on('close', () => this.#lose());
    this.#child.stdin.on('error', cause => this.#lose(cause));
    createInterface({ input: this.#child.stdout }).on('line', line => {
      const message: unknown = JSON.parse(line);
      if (isMessage(message)) this.#hear(message);
    });
    this.#hold(false);
  }

  get lost(): boolean {
    return this.#lost !== undefined;
  }

  ask(request: KeeperRequest): Promise<KeeperReply> {
    return this.#ask((this.#count += 1), request);
  }

  async run(program: KeeperProgram): Promise<ProgramExit> {
    const { code = null, output = '' } = await this.ask({ ask: 'run', program });
    return { code, output };
  }

  async start(program: KeeperProgram): Promise<ServerProcess> {
    const id = (this.#count += 1);
    const ended = new Promise<ProgramExit>(resolve => this.#servers.set(id, resolve));
    const { pid = 0 } = await this.#ask(id, { ask: 'start', program });
    return { pid, ended };
  }

  /** Ends the keeper, and with it whatever was not stopped or removed. */
  async close(): Promise<void> {
    if (this.#lost !== undefined) return;
    this.#hold(true);
    const closed = once(this.#child, 'close');
    this.#child.stdin.end();
    await closed;
  }

  async #ask(id: number, request: KeeperRequest): Promise<KeeperReply> {
    if (this.#lost !== undefined) throw this.#lost;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#hold(true);
      this.#child.stdin.write(`${JSON.stringify({ id, request })}\n`);
    });
  }

  #hear({ id, reply, failure, ended, ...rest }: KeeperMessage & Partial<ProgramExit>): void {
    if (ended !== undefined) this.#servers.get(ended)?.({ code: rest.code ?? null, output: rest.output ?? '' });
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#hold(this.#waiting.size > 0);
    if (failure === undefined) waiting?.resolve(reply ?? {});
    else waiting?.reject(new SandboxError(failure, 'try again'));
  }

  /** Whether this process waits for the keeper before it ends by itself. */
  #hold(held: boolean): void {
    const streams = [this.#child.stdin, this.#child.stdout].filter(stream => stream instanceof Socket);
    for (const one of [this.#child, ...streams]) {
      if (held) one.ref();
      else one.unref();
    }
  }

  #lose(cause?: Error): void {
    this.#lost ??= new SandboxError('the process that looks after the throw-away databases has ended', 'try again', { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    for (const resolve of this.#servers.values()) resolve({ code: null, output: this.#lost.message });
    this.#waiting.clear();
  }
}
