import { randomBytes } from 'node:crypto';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isServerStarting } from '../../engines/postgresql/server-start.js';
import { withoutEngineVariables } from '../../engines/engine-variables.js';
import type { ProcessEnvironment } from '../../environment.js';
import type { ProgramExit, Keeper, KeeperProgram, ServerProcess, SystemUser } from '../../lifecycle/keeper.js';
import { SandboxError } from '../../sandbox-error.js';
import { newSandboxFolder } from '../../lifecycle/sandbox-folders.js';
import type { PostgresAddress } from '../../engines/postgresql/address.js';
import type { ServerBinaries } from './find-binaries.js';
import { PostgresSession } from '../../engines/postgresql/session.js';

export interface ServerStart {
  readonly keeper: Keeper;
  readonly binaries: ServerBinaries;
  readonly env: ProcessEnvironment;
  /** Folders that may hold the server's, the best first. */
  readonly places: readonly string[];
  readonly user: SystemUser | undefined;
  /** A port of 127.0.0.1 to listen on as well; asked again when somebody took it first. */
  readonly port?: () => Promise<number>;
}

/** A server of ours, with a session as its owner. */
export interface RunningServer {
  readonly session: PostgresSession;
  readonly tcp: PostgresAddress | undefined;
  stop(): Promise<void>;
}

const PORT_TRIES = 5;

/** initdb and postgres in a private folder; without a port only a unix socket in that folder leads to it. */
export async function startServer(start: ServerStart): Promise<RunningServer> {
  const { keeper, places, user } = start;
  const folder = newSandboxFolder(places);
  await keeper.ask({ ask: 'folder', path: folder, ...(user && { user }) });
  try {
    return await launchServer(start, folder);
  } catch (error) {
    await keeper.ask({ ask: 'remove', path: folder });
    throw error;
  }
}

async function launchServer(start: ServerStart, folder: string): Promise<RunningServer> {
  const { keeper, port } = start;
  const password = port === undefined ? '' : randomBytes(16).toString('hex');
  await makeCluster(start, folder, password);
  for (let left = PORT_TRIES; ; left -= 1) {
    const address = { host: folder, port: (await port?.()) ?? 5432, user: 'postgres', password, database: 'postgres' };
    const server = await keeper.start(serverProgram(start, address));
    const session = await waitForSession(server, address);
    if (session instanceof PostgresSession) {
      const stop = async (): Promise<void> => {
        await keeper.ask({ ask: 'stop', pid: server.pid });
        await keeper.ask({ ask: 'remove', path: folder });
      };
      return { session, tcp: port && { ...address, host: '127.0.0.1' }, stop };
    }
    const taken = session.output.includes('Address already in use');
    if (!taken || left === 1) throw serverError(start, 'postgres', session);
  }
}

async function makeCluster(start: ServerStart, folder: string, password: string): Promise<void> {
  const secret = join(folder, 'password');
  if (password !== '') {
    writeFileSync(secret, password, { flag: 'wx', mode: 0o600 });
    if (start.user) chownSync(secret, start.user.uid, start.user.gid);
  }
  const access = password === '' ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${secret}`];
  const data = ['-D', join(folder, 'data'), '-U', 'postgres'];
  const args = [...data, ...access, '-E', 'UTF8', '--locale=C', '--no-sync', '--wal-segsize=1'];
  const ended = await start.keeper.run(binaryProgram(start, 'initdb', args));
  rmSync(secret, { force: true });
  if (ended.code !== 0) throw serverError(start, 'initdb', ended);
}

/** Nothing has to survive a crash: no fsync, no WAL beyond the least. */
const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '32MB',
  max_connections: '20',
  // A long history that goes up and down in one transaction holds many.
  max_locks_per_transaction: '1024',
  autovacuum: 'off',
  jit: 'off',
  // Files in the data folder, which goes with it also when the server is killed.
  dynamic_shared_memory_type: 'mmap',
  lock_timeout: '15s',
  max_wal_size: '4GB',
};

function serverProgram(start: ServerStart, { host: folder, port }: PostgresAddress): KeeperProgram {
  const listen = start.port === undefined ? '' : '127.0.0.1';
  const settings = Object.entries({ listen_addresses: listen, ...fastSettings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return binaryProgram(start, 'postgres', ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, ...settings]);
}

function binaryProgram({ binaries, env, user }: ServerStart, name: string, args: readonly string[]): KeeperProgram {
  return { command: join(binaries.folder, name), args, env: { ...withoutEngineVariables(env), LC_ALL: 'C' }, ...(user && { user }) };
}

/** A session once the server takes one; how it ended if it does not. */
async function waitForSession(server: ServerProcess, address: PostgresAddress): Promise<PostgresSession | ProgramExit> {
  let over: ProgramExit | undefined;
  void server.ended.then(ended => (over = ended));
  for (;;) {
    try {
      return await PostgresSession.open(address);
    } catch (error) {
      if (over !== undefined) return over;
      if (!isServerStarting(error)) throw error;
      await pause(10);
    }
  }
}

function serverError({ binaries }: ServerStart, name: string, { code, output }: ProgramExit): SandboxError {
  const said = output.trim().split('\n').slice(-5).join('\n');
  const message = `${join(binaries.folder, name)} ended${code === null ? '' : ` with ${code}`}: ${said}`;
  return new SandboxError(message, 'give the folder of another PostgreSQL with --pg-bin');
}
