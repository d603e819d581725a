import type { ProcessEnvironment } from '../environment.js';
import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { Catalog } from './catalog.js';
import { postgresObjects } from './postgresql/postgres-catalog.js';
import { sqliteObjects } from './sqlite/sqlite-catalog.js';

/** A database of which only the kind and the address count: a lease is one. */
export type DatabaseAddress = Pick<Lease, 'kind' | 'url'>;

/**
 * What the database's schema is now. Rejects with a `SandboxError` when it cannot be read, or when the answer has not even the schema that every
 * database has: a probe that failed must never be taken for an empty database. `env` is where a Python for SQLite is looked for.
 */
export async function readCatalog({ kind, url }: DatabaseAddress, env: ProcessEnvironment): Promise<Catalog> {
  const objects = await withReadErrors(() => (kind === 'sqlite' ? sqliteObjects(url, env) : postgresObjects(url)));
  const always = kind === 'sqlite' ? 'main' : 'public';
  if (objects.some(object => object.kind === 'schema' && object.name === always)) return { kind, objects };
  throw new SandboxError(`the database has no schema ${always}, so its snapshot is not to be trusted`, 'see that no migration drops it');
}

/** Without the address, which may hold a password, in the words of an error. */
export async function withReadErrors<T>(probe: () => Promise<T>): Promise<T> {
  try {
    return await probe();
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    throw new SandboxError(`the database cannot be read: ${causeText(cause)}`, 'run the command again', { cause });
  }
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
