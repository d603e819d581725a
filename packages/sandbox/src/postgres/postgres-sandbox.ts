import { escapeIdentifier } from 'pg';
import type { Lease, Limits, Sandbox } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import { Templates } from '../templates.js';
import type { Address } from './address.js';
import { type Guard, Leases } from './leases.js';
import type { Session } from './session.js';

export interface Ground {
  readonly session: Session;
  readonly limits: Limits;
  /** The major version that is wanted. */
  readonly major?: number;
  /** Where the server is or comes from, for reports. */
  readonly place: string;
  readonly tcp?: Address;
  /** To be made where they are not: for a server of our own. */
  readonly roles?: readonly string[];
  readonly guard?: Guard;
  /** After the last database is dropped, or instead where the server goes with them. */
  readonly close: () => Promise<void>;
}

/** Throw-away databases on a server that answers. */
export async function postgresSandbox(ground: Ground): Promise<Sandbox> {
  const { version, provider } = await versionOf(ground);
  for (const role of ground.roles ?? []) await makeRole(ground.session, role);
  const leases = new Leases(ground, version);
  const lease = (purpose: string, from?: Lease): Promise<Lease> => leases.create(purpose, from);
  const templates = new Templates(lease, made => leases.seal(made));
  return {
    kind: 'postgresql',
    provider,
    lease,
    template: (key, fill) => templates.get(key, fill),
    close: () => endWith(ground, leases),
  };
}

/** As in server_version_num, and as reports say it. */
async function versionOf({ session, place, major }: Ground): Promise<{ version: number; provider: string }> {
  const [server] = await session.ask<{ num: string; text: string }>(
    `SELECT current_setting('server_version_num') AS num, current_setting('server_version') AS text`,
  );
  const version = Number(server?.num);
  const provider = `PostgreSQL ${server?.text.split(' ')[0] ?? ''} ${place}`;
  // DROP DATABASE … WITH (FORCE) came with 13.
  if (!(version >= 130_000)) throw new SandboxError(`${provider} is too old`, 'use PostgreSQL 13 or newer');
  if (major !== undefined && Math.floor(version / 10_000) !== major) {
    throw new SandboxError(`PostgreSQL ${major} is wanted, not ${provider}`, `name a server of PostgreSQL ${major}`);
  }
  return { version, provider };
}

async function makeRole(session: Session, name: string): Promise<void> {
  const there = await session.ask('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (there.length === 0) await session.ask(`CREATE ROLE ${escapeIdentifier(name)} NOLOGIN`);
}

async function endWith({ session, guard, close }: Ground, leases: Leases): Promise<void> {
  try {
    if (guard !== undefined) await leases.dropAll();
  } finally {
    // First the session, whose locks the keeper would wait for.
    await session.close().finally(close);
  }
}
