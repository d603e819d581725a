import { abortable } from './abortable.js';
import { type DockerOptions, dockerSandbox } from './docker/docker-sandbox.js';
import type { Environment } from './environment.js';
import { Keeper } from './keeper.js';
import { findBinaries } from './postgres/binaries.js';
import { existingServer } from './postgres/existing.js';
import { ownServer } from './postgres/native.js';
import { serverUser } from './postgres/server-user.js';
import { sweepRunFolders } from './python/run-folder.js';
import type { Limits, Sandbox } from './sandbox.js';
import { SandboxError } from './sandbox-error.js';
import { shelters } from './shelter.js';
import { sqliteSandbox } from './sqlite.js';
import { sweep } from './sweep.js';

/** `auto` is a server of our own, else the one that `url` names. */
export type Choice = 'auto' | 'native' | 'url' | 'docker' | 'sqlite';

export interface SandboxOptions {
  /** The project's folder: its node_modules may hold PostgreSQL. */
  readonly project: string;
  readonly env: Environment;
  /** The folder of initdb and postgres. */
  readonly pgBin?: string;
  /** The major version of PostgreSQL that is wanted. */
  readonly major?: number;
  /** A server of our own listens on a port of 127.0.0.1 as well, with a password: for drivers and settings that cannot speak to a socket. */
  readonly tcp?: boolean;
  /** An existing server, with any of its databases that the role may connect to. */
  readonly url?: string;
  readonly allowRemote?: boolean;
  /** Roles that migrations expect: made on a server of our own, and nowhere else. */
  readonly roles?: readonly string[];
  /** The copy of a compose project, or a container of an image; the project's own compose files when nothing is said. */
  readonly docker?: DockerOptions;
  readonly limits?: Partial<Limits>;
  /** Closes the sandbox when it aborts; opening one, leasing and copying then reject with its reason. */
  readonly signal?: AbortSignal;
}

const defaults: Limits = { lock: 15_000, statement: 600_000, idle: 60_000 };

/** Opens a place for throw-away databases. Rejects with a SandboxError that says what would help when there is none. */
export async function openSandbox(choice: Choice, options: SandboxOptions): Promise<Sandbox> {
  const { signal, env } = options;
  signal?.throwIfAborted();
  sweepRunFolders(env);
  const opening = open(choice, options);
  return signal ? abortable(opening, signal) : opening;
}

async function open(choice: Choice, options: SandboxOptions): Promise<Sandbox> {
  switch (choice) {
    case 'auto':
      return automatic(options);
    case 'native':
      return native(options);
    case 'url':
      return existing(options);
    case 'docker':
      return kept(options, keeper =>
        dockerSandbox({ docker: {}, roles: [], ...options, keeper, limits: { ...defaults, ...options.limits } }),
      );
    case 'sqlite':
      return kept(options, keeper => sqliteSandbox(keeper, shelters(options.env)));
  }
}

async function automatic(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await native(options);
  } catch (error) {
    // What was configured and does not work is a mistake to be told.
    if (!(error instanceof SandboxError) || options.url === undefined || options.pgBin !== undefined) throw error;
    return existing(options);
  }
}

function native({ project, env, pgBin: folder, major, tcp = false, roles = [], limits }: SandboxOptions): Promise<Sandbox> {
  return kept({ env }, async keeper => {
    const user = serverUser();
    const binaries = await findBinaries({ project, env, user, ...(folder && { folder }), ...(major && { major }) }, keeper);
    return ownServer({ binaries, keeper, env, tcp, roles, limits: { ...defaults, ...limits } });
  });
}

function existing({ url, allowRemote = false, env, limits, major }: SandboxOptions): Promise<Sandbox> {
  if (url === undefined) throw new SandboxError('no server was named', 'give its URL: postgresql://USER:PASSWORD@localhost:5432/postgres');
  return existingServer({ url, allowRemote, env, limits: { ...defaults, ...limits }, ...(major && { major }) });
}

/** With a keeper, which ends again when nothing came of it. What killed runs left is removed first. */
async function kept({ env }: Pick<SandboxOptions, 'env'>, open: (keeper: Keeper) => Promise<Sandbox>): Promise<Sandbox> {
  const keeper = new Keeper(env);
  try {
    await sweep(shelters(env), env);
    return await open(keeper);
  } catch (error) {
    await (keeper.lost ? sweep(shelters(env)) : keeper.close());
    throw error;
  }
}
