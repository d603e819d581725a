import type { RecordChanges } from '@oneleaf/core';
import { SandboxError } from '../sandbox-error.js';
import type { MigrationRecord, RecordOptions } from './record.js';
import { postgresRecord } from './postgresql/postgres-record.js';
import { sqliteRecord } from './sqlite/sqlite-record.js';

const EXAMPLE_URLS = 'postgresql://user@localhost/name, or sqlite:///db.sqlite3';

/**
 * A database by the URL that Django's and SQLAlchemy's users write (`postgresql+psycopg2://ada@/shop?host=/run/postgresql`, `sqlite:///db.sqlite3`),
 * or by the path of an SQLite file. Nothing is asked of it yet. Another kind of database is a `SandboxError`.
 */
export function openRecord(url: string, options: RecordOptions): MigrationRecord {
  const scheme = schemeOf(url);
  if (scheme === undefined) return sqliteRecord(url, options);
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
    case 'postgis':
      return postgresRecord(url, options);
    case 'sqlite':
    case 'spatialite':
      return sqliteRecord(sqlitePath(url), options);
    default:
      throw new SandboxError(`what a ${scheme} database has applied cannot be read, only PostgreSQL and SQLite`, EXAMPLE_URLS);
  }
}

/** Undefined for a path: one letter is a drive of Windows. */
function schemeOf(url: string): string | undefined {
  const scheme = /^([a-z][a-z0-9]+)(?:\+\w+)?:/i.exec(url)?.[1]?.toLowerCase();
  // What libpq calls a connection string would be quoted as a path that is not there.
  if (scheme === undefined && /^\s*\w+\s*=|\bpassword\s*=/i.test(url))
    throw new SandboxError('a database is named by its URL or its path', EXAMPLE_URLS);
  return scheme;
}

/** Writes into the frameworks' own tables, in one transaction, exactly the rows that are named. */
export async function applyRecordChanges(url: string, changes: RecordChanges, options: RecordOptions): Promise<void> {
  await openRecord(url, options).apply(changes);
}

/** As SQLAlchemy counts slashes: three before a relative path, four before an absolute one. */
function sqlitePath(url: string): string {
  const [, path = ''] = /^[^:]+:\/\/\/([^?]*)/.exec(url) ?? [];
  if (path !== '' && path !== ':memory:') return path;
  throw new SandboxError('an SQLite database in memory is gone with the process that made it', 'sqlite:///db.sqlite3');
}
