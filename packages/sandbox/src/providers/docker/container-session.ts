import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresAddress } from '../../engines/postgresql/address.js';
import { PostgresSession } from '../../engines/postgresql/session.js';
import { isServerStarting } from '../../engines/postgresql/server-start.js';
import { SandboxError } from '../../sandbox-error.js';
import type { DockerEngine } from './docker-engine.js';

const START_TIMEOUT = 120_000;

/** A session with the PostgreSQL of a container of ours, once it takes one. */
export async function openContainerSession(engine: DockerEngine, container: string): Promise<PostgresSession> {
  const address = await containerAddress(engine, container);
  for (const last = Date.now() + START_TIMEOUT; ;) {
    try {
      return await PostgresSession.open(address);
    } catch (error) {
      if ((!isServerStarting(error) && !isCutOff(error)) || Date.now() > last) throw error;
      await requireRunning(engine, container);
      await pause(100);
    }
  }
}

async function containerAddress(engine: DockerEngine, container: string): Promise<PostgresAddress> {
  const mapped = await engine.ask(['container', 'port', container, '5432/tcp']);
  const port = /^127\.0\.0\.1:(\d+)$/m.exec(mapped)?.[1];
  if (port === undefined) {
    throw new SandboxError(
      `the port 5432 of the database is not at 127.0.0.1 but at ${mapped}`,
      'name the service of PostgreSQL with --service',
    );
  }
  return { host: '127.0.0.1', port: Number(port), ...(await containerCredentials(engine, container)) };
}

/** As the entry points of postgres, postgis, timescale, pgvector and bitnami read it. */
async function containerCredentials(
  engine: DockerEngine,
  container: string,
): Promise<Pick<PostgresAddress, 'user' | 'password' | 'database'>> {
  const lines: unknown = JSON.parse(await engine.ask(['container', 'inspect', '--format', '{{json .Config.Env}}', container]));
  const said = new Map(Array.isArray(lines) ? lines.map(line => splitVariable(String(line))) : []);
  const value = async (...names: readonly string[]): Promise<string | undefined> => {
    for (const name of names) {
      const file = said.get(`${name}_FILE`);
      const found = said.get(name) ?? (file === undefined ? undefined : await engine.ask(['container', 'exec', container, 'cat', file]));
      if (found !== undefined && found !== '') return found;
    }
    return undefined;
  };
  const user = (await value('POSTGRES_USER', 'POSTGRESQL_USERNAME')) ?? 'postgres';
  return {
    user,
    password: (await value('POSTGRES_PASSWORD', 'POSTGRESQL_PASSWORD')) ?? '',
    database: (await value('POSTGRES_DB', 'POSTGRESQL_DATABASE')) ?? user,
  };
}

function splitVariable(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

/** Docker's own listener at the port may take a connection and end it while nobody listens in the container. */
function isCutOff(error: unknown): boolean {
  const cause = error instanceof SandboxError ? error.cause : undefined;
  return cause instanceof Error && /terminated unexpectedly|timeout/.test(cause.message);
}

async function requireRunning(engine: DockerEngine, container: string): Promise<void> {
  if ((await engine.ask(['container', 'inspect', '--format', '{{.State.Running}}', container])) === 'true') return;
  throw new SandboxError(
    `the container of the database has ended: ${await engine.logs(container)}`,
    'correct what the service needs to start',
  );
}
