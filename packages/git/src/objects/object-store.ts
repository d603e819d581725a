import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../repository/config.js';
import type { RepositoryLocation } from '../repository/repository-location.js';
import { objectsOnlyOptions } from '../process/fetch-options.js';
import type { Git } from '../process/git.js';
import type { Oid } from './oid.js';
import { supportsObjectSession, withObjectSession } from './object-session.js';
import { type ObjectSink, type ReadObjects, readObjects } from './cat-file.js';
import { lookUpObjects } from './object-lookup.js';
import { createScratchRepository, inTemporaryFolder } from '../repository/scratch-repository.js';

export interface ObjectStoreOptions {
  /** Objects that a partial clone left out may be fetched, all in one batch. */
  readonly fetch: boolean;
  readonly config: Config;
}

/** Where trees and blobs come from. */
export interface ObjectReader {
  /** Bytes of an object id. */
  readonly width: number;
  readonly read: ReadObjects;
  /** For several requests, one after the other. */
  session<T>(task: (read: ReadObjects) => Promise<T>): Promise<T>;
}

export function objectRequest(oids: readonly Oid[]): Buffer {
  return Buffer.from(oids.map(oid => `${oid}\n`).join(''), 'latin1');
}

/** Contents by id; absent when the clone has none. */
export async function readContents(objects: Pick<ObjectReader, 'read'>, oids: readonly Oid[]): Promise<Map<Oid, Uint8Array>> {
  const contents = new Map<Oid, Uint8Array>();
  if (oids.length === 0) return contents;
  await objects.read(objectRequest(oids), (index, source, from, to) => {
    if (source !== undefined) contents.set(oids[index] ?? '', source.subarray(from, to));
  });
  return contents;
}

/** Objects as they are, without a word about those that are missing. */
export function objectReader(git: Git, { width, version }: RepositoryLocation): ObjectReader {
  const read: ReadObjects = (request, sink) => readObjects(git, request, sink);
  return { width, read, session: async task => ((await supportsObjectSession(version)) ? withObjectSession(git, task) : task(read)) };
}

/** Reads objects of one repository; a partial clone is never asked to fetch them one by one. */
export class ObjectStore implements ObjectReader {
  readonly width: number;
  #promised: Promise<string | undefined> | undefined;

  constructor(
    readonly git: Git,
    readonly location: RepositoryLocation,
    readonly options: ObjectStoreOptions,
  ) {
    this.width = location.width;
  }

  readonly read: ReadObjects = (request, sink) =>
    this.withoutFetching(git => this.#readOrFetch((...requested) => readObjects(git, ...requested), request, sink));

  session<T>(task: (read: ReadObjects) => Promise<T>): Promise<T> {
    return this.withoutFetching(git =>
      objectReader(git, this.location).session(read => task((request, sink) => this.#readOrFetch(read, request, sink))),
    );
  }

  async #readOrFetch(read: ReadObjects, request: Uint8Array, sink: ObjectSink): Promise<void> {
    if (request.length === 0) return;
    const missing: number[] = [];
    await read(request, (index, source, from, to) => {
      if (source === undefined) missing.push(index);
      else sink(index, source, from, to);
    });
    if (missing.length === 0) return;
    const needed = missing.map(index => this.#idIn(request, index));
    if (await this.#fetch(needed))
      await read(objectRequest(needed), (index, source, from, to) => sink(missing[index] ?? 0, source, from, to));
    else for (const index of missing) sink(index, undefined, 0, 0);
  }

  #idIn(request: Uint8Array, index: number): Oid {
    const line = this.width * 2 + 1;
    return Buffer.from(request.subarray(index * line, (index + 1) * line - 1)).toString('latin1');
  }

  /** Of these objects the ones that cannot be had; what may be fetched is fetched. */
  async missing(oids: readonly Oid[]): Promise<ReadonlySet<Oid>> {
    const requested = [...new Set(oids)];
    const absent = await this.#absent(requested);
    const fetched = absent.length > 0 && (await this.#fetch(absent));
    return new Set(fetched ? await this.#absent(absent) : absent);
  }

  async #absent(oids: readonly Oid[]): Promise<readonly Oid[]> {
    const found = await this.withoutFetching(git => lookUpObjects(git, oids));
    return oids.filter((_, index) => found[index] === undefined);
  }

  /** Whether a remote has promised what is missing here. */
  async isPartial(): Promise<boolean> {
    return (await this.#promisor()) !== undefined;
  }

  /**
   * A git that sees the repository's objects and fetches none. GIT_NO_LAZY_FETCH is not enough: where it is known at all (2.39.4 and the
   * other security releases of May 2024, 2.45), a missing object ends the child instead of being reported.
   */
  async withoutFetching<T>(task: (git: Git) => Promise<T>): Promise<T> {
    return (await this.isPartial())
      ? inTemporaryFolder(folder => task(createScratchRepository(folder, this.location, this.git)))
      : task(this.git);
  }

  /** False when nothing may be fetched, there is nothing to fetch from, or it cannot be reached. */
  async #fetch(oids: readonly Oid[]): Promise<boolean> {
    const remote = this.options.fetch ? await this.#promisor() : undefined;
    if (remote === undefined) return false;
    const args = ['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', ...objectsOnlyOptions, '--filter=blob:none', '--stdin', '--', remote];
    const { code } = await this.git.ask(args, { input: `${[...new Set(oids)].join('\n')}\n` });
    return code === 0;
  }

  /** The remote that promised what is missing here. */
  #promisor(): Promise<string | undefined> {
    this.#promised ??= hasPromisorPack(this.location.objects) ? this.options.config.promisor() : Promise.resolve(undefined);
    return this.#promised;
  }
}

function hasPromisorPack(objects: string): boolean {
  try {
    return readdirSync(join(objects, 'pack')).some(name => name.endsWith('.promisor'));
  } catch {
    // No pack folder yet: nothing was ever fetched.
    return false;
  }
}
