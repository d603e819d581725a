import type { LedgerChanges } from '@oneleaf/core';
import { SandboxError } from '../sandbox-error.js';
import type { Ledger, LedgerOptions } from './ledger.js';
import { postgresLedger } from './postgres-ledger.js';
import { sqliteLedger } from './sqlite-ledger.js';

const URLS = 'postgresql://user@localhost/name, or sqlite:///db.sqlite3';

/**
 * A database by the URL that Django's and SQLAlchemy's users write (`postgresql+psycopg2://ada@/shop?host=/run/postgresql`, `sqlite:///db.sqlite3`),
 * or by the path of an SQLite file. Nothing is asked of it yet. Another kind of database is a `SandboxError`.
 */
export function openLedger(url: string, options: LedgerOptions): Ledger {
  const scheme = schemeOf(url);
  if (scheme === undefined) return sqliteLedger(url, options);
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
    case 'postgis':
      return postgresLedger(url, options);
    case 'sqlite':
    case 'spatialite':
      return sqliteLedger(pathOf(url), options);
    default:
      throw new SandboxError(`what a ${scheme} database has applied cannot be read, only PostgreSQL and SQLite`, URLS);
  }
}

/** Undefined for a path: one letter is a drive of Windows. */
function schemeOf(url: string): string | undefined {
  const scheme = /^([a-z][a-z0-9]+)(?:\+\w+)?:/i.exec(url)?.[1]?.toLowerCase();
  // What libpq calls a connection string would be quoted as a path that is not there.
  if (scheme === undefined && /^\s*\w+\s*=|\bpassword\s*=/i.test(url))
    throw new SandboxError('a database is named by its URL or its path', URLS);
  return scheme;
}

/** Writes into the frameworks' own tables, in one transaction, exactly the rows that are named. */
export async function applyLedger(url: string, changes: LedgerChanges, options: LedgerOptions): Promise<void> {
  await openLedger(url, options).apply(changes);
}

/** As SQLAlchemy counts slashes: three before a relative path, four before an absolute one. */
function pathOf(url: string): string {
  const [, path = ''] = /^[^:]+:\/\/\/([^?]*)/.exec(url) ?? [];
  if (path !== '' && path !== ':memory:') return path;
  throw new SandboxError('an SQLite database in memory is gone with the process that made it', 'sqlite:///db.sqlite3');
}
