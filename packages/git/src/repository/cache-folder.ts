import { join } from 'node:path';
import { type Cache, FileCache, MemoryCache } from './cache.js';

/** Opens caches of one repository, or forgetful ones where nothing may be written. */
export class CacheFolder {
  readonly #open = new Map<string, Cache>();

  constructor(
    /** Nothing is kept when there is none. */
    readonly folder: string | undefined,
  ) {}

  static of(commonDir: string, enabled: boolean): CacheFolder {
    return new CacheFolder(enabled ? join(commonDir, 'oneleaf') : undefined);
  }

  /** `limit`: how many characters the file may hold. */
  open(name: string, limit?: number): Cache {
    let cache = this.#open.get(name);
    if (cache === undefined) {
      cache = this.folder === undefined ? new MemoryCache() : new FileCache(this.folder, name, limit);
      this.#open.set(name, cache);
    }
    return cache;
  }
}
