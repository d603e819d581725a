import { escapeIdentifier } from 'pg';
import { isOwnDatabase, lockKeys } from './ownership.js';
import type { PostgresSession } from './session.js';

interface ListedDatabase {
  readonly name: string;
  readonly comment: string | null;
}

/** Drops the databases of killed runs and returns their names. Databases of living runs stay. */
export async function dropAbandonedDatabases(session: PostgresSession): Promise<string[]> {
  const found = await session.ask<ListedDatabase>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname LIKE 'oneleaf\\_%' AND pg_has_role(datdba, 'USAGE')`,
  );
  const left: string[] = [];
  for (const { name, comment } of found) {
    if (isOwnDatabase(name, comment) && (await dropAbandoned(session, name))) left.push(name);
  }
  return left;
}

async function dropAbandoned(session: PostgresSession, name: string): Promise<boolean> {
  const lock = lockKeys(name);
  // An advisory lock is of one database, but pg_locks shows those of all: the owner may have come through another one.
  const [held] = await session.ask(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = $1 AND objid::bigint = $2`,
    lock.map(half => half >>> 0),
  );
  if (held !== undefined) return false;
  const [taken] = await session.ask<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${lock.join(', ')}) AS taken`);
  if (taken?.taken !== true) return false;
  await session.ask(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  await session.ask(`SELECT pg_advisory_unlock(${lock.join(', ')})`);
  return true;
}
