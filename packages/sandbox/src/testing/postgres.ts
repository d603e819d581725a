import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { withPostgres } from '../connection.js';

const required = process.env.CI === 'true' || process.env.ONELEAF_REQUIRE_PYTHON === '1';

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;

/** A server of its own, on a socket and on a port of this machine; every database of it is gone with the specs. */
export interface Server {
  /** A new database, empty or a copy of another one: its URL. */
  readonly database: (copied?: string) => Promise<string>;
}

/** A `describe` whose specs ask a real PostgreSQL: skipped in plain sight where there is none, a failure where that is not allowed. */
export function describeWithPostgres(name: string, body: (server: Server) => void): void {
  const binaries = process.env['ONELEAF_POSTGRES'];
  if (binaries !== undefined) {
    describe(name, () => body(start(binaries)));
    return;
  }
  if (required) throw new Error('ONELEAF_POSTGRES is not set: run the specs with npm test');
  describe.skip(`SKIPPED without PostgreSQL (run npm test): ${name}`, () => {
    test('asks a real database', () => undefined);
  });
}

/** Starts it before the specs of this `describe`, and ends it after them. */
export function start(binaries: string): Server {
  // A socket's path may have no more than 107 bytes.
  const folder = mkdtempSync('/tmp/oneleaf-pg-');
  const data = join(folder, 'data');
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  let server: ChildProcess | undefined;
  let made = 0;
  let port = 0;
  const url = (name: string): string => `postgresql://postgres@/${name}?host=${folder}&port=${port}`;

  beforeAll(async () => {
    port = await freePort();
    const { status, stderr } = spawnSync(
      join(binaries, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { cwd: folder, encoding: 'utf8', ...user },
    );
    if (status !== 0) throw new Error(`initdb: ${stderr}`);
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'fsync=off', 'autovacuum=off'].flatMap(one => ['-c', one]);
    server = spawn(join(binaries, 'postgres'), ['-D', data, '-k', folder, ...settings], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...user,
    });
    await ready(server);
  });
  afterAll(async () => {
    if (server) await ended(server);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    database: async copied => {
      const name = `spec${(made += 1)}`;
      const template = copied === undefined ? 'template1' : new URL(copied.replace('@/', '@socket/')).pathname.slice(1);
      await withPostgres(url('postgres'), client => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
      return url(name);
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The server says when it takes connections. */
function ready(server: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`postgres: ${said}`)));
  });
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    server.once('exit', () => resolve());
    server.kill('SIGQUIT');
  });
}
