import { escapeIdentifier } from 'pg';
import type { Lease, DatabaseLimits, Sandbox } from '../../sandbox.js';
import { SandboxError } from '../../sandbox-error.js';
import { DatabaseTemplates } from '../../lifecycle/templates.js';
import type { PostgresAddress } from './address.js';
import { type DropGuard, DatabaseLeases } from './leases.js';
import { postgresql } from './postgresql.js';
import type { PostgresSession } from './session.js';

export interface PostgresSandboxOptions {
  readonly session: PostgresSession;
  readonly limits: DatabaseLimits;
  /** The major version that is wanted. */
  readonly major?: number;
  /** Where the server is or comes from, for reports. */
  readonly location: string;
  readonly tcp?: PostgresAddress;
  /** To be made where they are not: for a server of our own. */
  readonly roles?: readonly string[];
  readonly guard?: DropGuard;
  /** Runs after the last database is dropped, or instead if the server is removed with its databases. */
  readonly close: () => Promise<void>;
}

/** Throw-away databases on a server that answers. */
export async function postgresSandbox(ground: PostgresSandboxOptions): Promise<Sandbox> {
  const { version, provider } = await serverVersion(ground);
  for (const role of ground.roles ?? []) await makeRole(ground.session, role);
  const leases = new DatabaseLeases(ground, version);
  const lease = (purpose: string, from?: Lease): Promise<Lease> => leases.create(purpose, from);
  const templates = new DatabaseTemplates(lease, made => leases.seal(made));
  return {
    engine: postgresql,
    provider,
    lease,
    template: (key, fill) => templates.get(key, fill),
    close: () => closeSandbox(ground, leases),
  };
}

/** As in server_version_num, and as reports say it. */
async function serverVersion({ session, location, major }: PostgresSandboxOptions): Promise<{ version: number; provider: string }> {
  const [server] = await session.ask<{ num: string; text: string }>(
    `SELECT current_setting('server_version_num') AS num, current_setting('server_version') AS text`,
  );
  const version = Number(server?.num);
  const provider = `PostgreSQL ${server?.text.split(' ')[0] ?? ''} ${location}`;
  // DROP DATABASE … WITH (FORCE) came with 13.
  if (!(version >= 130_000)) throw new SandboxError(`${provider} is too old`, 'use PostgreSQL 13 or newer');
  if (major !== undefined && Math.floor(version / 10_000) !== major) {
    throw new SandboxError(`PostgreSQL ${major} is required, not ${provider}`, `give a server with PostgreSQL ${major}`);
  }
  return { version, provider };
}

async function makeRole(session: PostgresSession, name: string): Promise<void> {
  const there = await session.ask('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (there.length === 0) await session.ask(`CREATE ROLE ${escapeIdentifier(name)} NOLOGIN`);
}

async function closeSandbox({ session, guard, close }: PostgresSandboxOptions, leases: DatabaseLeases): Promise<void> {
  try {
    if (guard !== undefined) await leases.dropAll();
  } finally {
    // First the session, whose locks the keeper would wait for.
    await session.close().finally(close);
  }
}
