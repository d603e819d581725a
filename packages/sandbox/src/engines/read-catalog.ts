import type { Lease } from '../sandbox.js';
import { SandboxError } from '../sandbox-error.js';
import type { Catalog } from './catalog.js';
import type { ReadOptions } from './read-options.js';

/** A database of which only the engine and the address count: a lease is one. */
export type DatabaseAddress = Pick<Lease, 'engine' | 'url'>;

/**
 * What the database's schema is now. Rejects with a `SandboxError` when it cannot be read, or when the answer lacks the schema that every database
 * of the engine has: a probe that failed must never be taken for an empty database.
 */
export async function readCatalog({ engine, url }: DatabaseAddress, options: ReadOptions): Promise<Catalog> {
  const objects = await withReadErrors(() => engine.catalog(url, options));
  const { name, defaultSchema } = engine;
  if (objects.some(object => object.kind === 'schema' && object.name === defaultSchema)) return { engine: name, objects };
  throw new SandboxError(`the database has no schema ${defaultSchema}, so it cannot be compared`, 'make sure that no migration drops it');
}

/** Rejects with a `SandboxError` that does not hold the address, in which a password may be. */
export async function withReadErrors<T>(probe: () => Promise<T>): Promise<T> {
  try {
    return await probe();
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SandboxError(`the database cannot be read: ${reason}`, 'run the command again', { cause });
  }
}
