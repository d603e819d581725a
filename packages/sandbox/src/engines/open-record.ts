import type { RecordChanges } from '@oneleaf/core';
import { SandboxError } from '../sandbox-error.js';
import type { Engine } from './engine.js';
import { engines } from './index.js';
import type { MigrationRecord, RecordOptions } from './record.js';

/**
 * A database by its URL (`postgresql+psycopg2://ada@/shop?host=/run/postgresql`, `sqlite:///db.sqlite3`),
 * or by the path of its file. Nothing is asked of it yet. A database of no engine is a `SandboxError`.
 */
export function openRecord(url: string, options: RecordOptions): MigrationRecord {
  const engine = engineOf(url);
  return { ...engine.record(url, options), engine };
}

/** Writes into the frameworks' own tables, in one transaction, exactly the rows that are named. */
export async function applyRecordChanges(url: string, changes: RecordChanges, options: RecordOptions): Promise<void> {
  await openRecord(url, options).apply(changes);
}

function engineOf(url: string): Engine {
  const scheme = schemeOf(url);
  const found = engines.find(engine => (scheme === undefined ? engine.files !== undefined : engine.schemes.includes(scheme)));
  if (found !== undefined) return found;
  const titles = engines.map(({ title }) => title).join(' and ');
  throw new SandboxError(`applied migrations of a ${scheme ?? ''} database cannot be read, only those of ${titles}`, exampleUrls());
}

/** Undefined for a path: one letter is a drive of Windows. */
function schemeOf(url: string): string | undefined {
  const scheme = /^([a-z][a-z0-9]+)(?:\+\w+)?:/i.exec(url)?.[1]?.toLowerCase();
  // What libpq calls a connection string would be quoted as a path that is not there.
  if (scheme === undefined && /^\s*\w+\s*=|\bpassword\s*=/i.test(url))
    throw new SandboxError('give the URL or the path of a database', exampleUrls());
  return scheme;
}

function exampleUrls(): string {
  return engines.map(({ exampleUrl }) => exampleUrl).join(', or ');
}
