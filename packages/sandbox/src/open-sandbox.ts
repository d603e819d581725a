import { closeOnAbort } from './lifecycle/close-on-abort.js';
import { type DockerOptions, dockerSandbox } from './providers/docker/docker-sandbox.js';
import type { ProcessEnvironment } from './environment.js';
import { Keeper } from './lifecycle/keeper.js';
import { findBinaries } from './providers/native/find-binaries.js';
import { existingServerSandbox } from './providers/url/existing-server.js';
import { nativeSandbox } from './providers/native/native-sandbox.js';
import { serverUser } from './providers/native/server-user.js';
import { sweepRunFolders } from './lifecycle/run-folders.js';
import type { DatabaseLimits, Sandbox } from './sandbox.js';
import { SandboxError } from './sandbox-error.js';
import { sandboxParents } from './lifecycle/sandbox-folders.js';
import { sqliteSandbox } from './engines/sqlite/sqlite-sandbox.js';
import { sweepSandboxFolders } from './lifecycle/sweep.js';

/** `auto` is a server of our own, else the one that `url` names. */
export type ProviderChoice = 'auto' | 'native' | 'url' | 'docker' | 'sqlite';

export interface SandboxOptions {
  /** The project's folder: its node_modules may hold PostgreSQL. */
  readonly project: string;
  readonly env: ProcessEnvironment;
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
  readonly limits?: Partial<DatabaseLimits>;
  /** Closes the sandbox when it aborts; opening one, leasing and copying then reject with its reason. */
  readonly signal?: AbortSignal;
}

const defaultLimits: DatabaseLimits = { lock: 15_000, statement: 600_000, idle: 60_000 };

/** Opens a place for throw-away databases. Rejects with a SandboxError that says what would help when there is none. */
export async function openSandbox(choice: ProviderChoice, options: SandboxOptions): Promise<Sandbox> {
  const { signal, env } = options;
  signal?.throwIfAborted();
  sweepRunFolders(env);
  const opening = openProvider(choice, options);
  return signal ? closeOnAbort(opening, signal) : opening;
}

async function openProvider(choice: ProviderChoice, options: SandboxOptions): Promise<Sandbox> {
  switch (choice) {
    case 'auto':
      return openAutomatic(options);
    case 'native':
      return openNative(options);
    case 'url':
      return openExisting(options);
    case 'docker':
      return withKeeper(options, keeper =>
        dockerSandbox({ docker: {}, roles: [], ...options, keeper, limits: { ...defaultLimits, ...options.limits } }),
      );
    case 'sqlite':
      return withKeeper(options, keeper => sqliteSandbox(keeper, sandboxParents(options.env)));
  }
}

async function openAutomatic(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await openNative(options);
  } catch (error) {
    // What was configured and does not work is a mistake to be told.
    if (!(error instanceof SandboxError) || options.url === undefined || options.pgBin !== undefined) throw error;
    return openExisting(options);
  }
}

function openNative({ project, env, pgBin: folder, major, tcp = false, roles = [], limits }: SandboxOptions): Promise<Sandbox> {
  return withKeeper({ env }, async keeper => {
    const user = serverUser();
    const binaries = await findBinaries({ project, env, user, ...(folder && { folder }), ...(major && { major }) }, keeper);
    return nativeSandbox({ binaries, keeper, env, tcp, roles, limits: { ...defaultLimits, ...limits } });
  });
}

function openExisting({ url, allowRemote = false, env, limits, major }: SandboxOptions): Promise<Sandbox> {
  if (url === undefined) throw new SandboxError('no server was named', 'give its URL: postgresql://USER:PASSWORD@localhost:5432/postgres');
  return existingServerSandbox({ url, allowRemote, env, limits: { ...defaultLimits, ...limits }, ...(major && { major }) });
}

/** With a keeper, which ends again when nothing came of it. What killed runs left is removed first. */
async function withKeeper({ env }: Pick<SandboxOptions, 'env'>, open: (keeper: Keeper) => Promise<Sandbox>): Promise<Sandbox> {
  const keeper = new Keeper(env);
  try {
    await sweepSandboxFolders(sandboxParents(env), env);
    return await open(keeper);
  } catch (error) {
    await (keeper.lost ? sweepSandboxFolders(sandboxParents(env)) : keeper.close());
    throw error;
  }
}
