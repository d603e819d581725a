import { randomBytes } from 'node:crypto';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../error-code.js';
import { type Environment, withoutPostgres } from '../environment.js';
import type { Ended, Keeper, Program, Server, User } from '../keeper.js';
import { SandboxError } from '../sandbox-error.js';
import { newFolder } from '../shelter.js';
import type { Address } from './address.js';
import type { Binaries } from './binaries.js';
import { Session } from './session.js';

export interface Start {
  readonly keeper: Keeper;
  readonly binaries: Binaries;
  readonly env: Environment;
  /** Folders that may hold the server's, the best first. */
  readonly places: readonly string[];
  readonly user: User | undefined;
  /** A port of 127.0.0.1 to listen on as well; asked again when somebody took it first. */
  readonly port?: () => Promise<number>;
}

/** A server of ours, with a session as its owner. */
export interface Started {
  readonly session: Session;
  readonly tcp: Address | undefined;
  stop(): Promise<void>;
}

const TRIES = 5;

/** initdb and postgres in a private folder; without a port only a unix socket in that folder leads to it. */
export async function startServer(start: Start): Promise<Started> {
  const { keeper, places, user } = start;
  const folder = newFolder(places);
  await keeper.ask({ ask: 'folder', path: folder, ...(user && { user }) });
  try {
    return await begin(start, folder);
  } catch (error) {
    await keeper.ask({ ask: 'remove', path: folder });
    throw error;
  }
}

async function begin(start: Start, folder: string): Promise<Started> {
  const { keeper, port } = start;
  const password = port === undefined ? '' : randomBytes(16).toString('hex');
  await makeCluster(start, folder, password);
  for (let left = TRIES; ; left -= 1) {
    const address = { host: folder, port: (await port?.()) ?? 5432, user: 'postgres', password, database: 'postgres' };
    const server = await keeper.start(serverProgram(start, address));
    const session = await ready(server, address);
    if (session instanceof Session) {
      const stop = async (): Promise<void> => {
        await keeper.ask({ ask: 'stop', pid: server.pid });
        await keeper.ask({ ask: 'remove', path: folder });
      };
      return { session, tcp: port && { ...address, host: '127.0.0.1' }, stop };
    }
    const taken = session.output.includes('Address already in use');
    if (!taken || left === 1) throw failed(start, 'postgres', session);
  }
}

async function makeCluster(start: Start, folder: string, password: string): Promise<void> {
  const secret = join(folder, 'password');
  if (password !== '') {
    writeFileSync(secret, password, { flag: 'wx', mode: 0o600 });
    if (start.user) chownSync(secret, start.user.uid, start.user.gid);
  }
  const access = password === '' ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${secret}`];
  const data = ['-D', join(folder, 'data'), '-U', 'postgres'];
  const args = [...data, ...access, '-E', 'UTF8', '--locale=C', '--no-sync', '--wal-segsize=1'];
  const ended = await start.keeper.run(program(start, 'initdb', args));
  rmSync(secret, { force: true });
  if (ended.code !== 0) throw failed(start, 'initdb', ended);
}

/** Nothing has to survive a crash: no fsync, no WAL beyond the least. */
const careless = {
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

function serverProgram(start: Start, { host: folder, port }: Address): Program {
  const listen = start.port === undefined ? '' : '127.0.0.1';
  const settings = Object.entries({ listen_addresses: listen, ...careless }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return program(start, 'postgres', ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, ...settings]);
}

function program({ binaries, env, user }: Start, name: string, args: readonly string[]): Program {
  return { command: join(binaries.folder, name), args, env: { ...withoutPostgres(env), LC_ALL: 'C' }, ...(user && { user }) };
}

/** A session once the server takes one; how it ended if it does not. */
async function ready(server: Server, address: Address): Promise<Session | Ended> {
  let over: Ended | undefined;
  void server.ended.then(ended => (over = ended));
  for (;;) {
    try {
      return await Session.open(address);
    } catch (error) {
      if (over !== undefined) return over;
      if (!isNotYet(error)) throw error;
      await pause(10);
    }
  }
}

/** No socket yet, nobody listening at it, or "the database system is starting up". */
function isNotYet(error: unknown): boolean {
  const code = error instanceof SandboxError ? codeOf(error.cause) : undefined;
  return code === 'ENOENT' || code === 'ECONNREFUSED' || code === '57P03';
}

function failed({ binaries }: Start, name: string, { code, output }: Ended): SandboxError {
  const said = output.trim().split('\n').slice(-5).join('\n');
  const message = `${join(binaries.folder, name)} ended${code === null ? '' : ` with ${code}`}: ${said}`;
  return new SandboxError(message, 'give the folder of another PostgreSQL with --pg-bin');
}
