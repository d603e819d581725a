import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, type Place } from './discover.js';
import type { Git } from './git.js';
import type { Oid } from './model.js';
import { type ObjectSink, readObjects } from './objects.js';
import { checkObjects } from './refs.js';
import { annex, inScratch } from './scratch.js';

export interface StoreOptions {
  /** Objects that a partial clone left out may be fetched, all in one batch. */
  readonly fetch: boolean;
}

/** Where trees and blobs come from. */
export interface Objects {
  /** Bytes of an object id. */
  readonly width: number;
  read(oids: readonly Oid[], sink: ObjectSink): Promise<void>;
}

/** Objects as they are, without a word about those that are missing. */
export function objectsOf(git: Git, { width }: Place): Objects {
  return { width, read: (oids, sink) => readObjects(git, `${oids.join('\n')}\n`, sink) };
}

/** Reads objects of one repository; a partial clone is never asked to fetch them one by one. */
export class ObjectStore implements Objects {
  readonly width: number;
  readonly partial: boolean;

  constructor(
    readonly git: Git,
    readonly place: Place,
    readonly options: StoreOptions,
  ) {
    this.width = place.width;
    this.partial = hasPromisorPack(place.objects);
  }

  async read(oids: readonly Oid[], sink: ObjectSink): Promise<void> {
    if (oids.length === 0) return;
    const missing: number[] = [];
    await this.#readHere(oids, (index, body) => {
      if (body === undefined) missing.push(index);
      else sink(index, body);
    });
    if (missing.length === 0) return;
    const wanted = missing.map(index => oids[index] ?? '');
    const fetched = this.partial && this.options.fetch && (await this.#fetch(wanted));
    if (fetched) await this.#readHere(wanted, (index, body) => sink(missing[index] ?? 0, body));
    else for (const index of missing) sink(index, undefined);
  }

  /** Of these objects the ones that cannot be had; what may be fetched is fetched. */
  async missing(oids: readonly Oid[]): Promise<ReadonlySet<Oid>> {
    const asked = [...new Set(oids)];
    const absent = await this.#absent(asked);
    const fetched = absent.length > 0 && this.partial && this.options.fetch && (await this.#fetch(absent));
    return new Set(fetched ? await this.#absent(absent) : absent);
  }

  async #absent(oids: readonly Oid[]): Promise<readonly Oid[]> {
    const found = await this.withoutFetching(git => checkObjects(git, oids));
    return oids.filter((_, index) => found[index] === undefined);
  }

  /** A git that sees the repository's objects and fetches none. */
  async withoutFetching<T>(task: (git: Git) => Promise<T>): Promise<T> {
    if (!this.partial || atLeast(this.place.version, [2, 45])) return task(this.git);
    return inScratch(folder => task(annex(folder, this.place, this.git)));
  }

  #readHere(oids: readonly Oid[], sink: ObjectSink): Promise<void> {
    return this.withoutFetching(git => readObjects(git, `${oids.join('\n')}\n`, sink));
  }

  /** False when there is nothing to fetch from or it cannot be reached. */
  async #fetch(oids: readonly Oid[]): Promise<boolean> {
    const remote = await this.#promisor();
    if (remote === undefined) return false;
    const quiet = [
      '--no-tags',
      '--no-write-fetch-head',
      '--recurse-submodules=no',
      '--no-auto-maintenance',
      '--quiet',
      '--filter=blob:none',
    ];
    const args = ['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', ...quiet, '--stdin', '--', remote];
    const { code } = await this.git.ask(args, { input: `${[...new Set(oids)].join('\n')}\n` });
    return code === 0;
  }

  async #promisor(): Promise<string | undefined> {
    const { stdout } = await this.git.ask(['config', '-z', '--get-regexp', String.raw`^(extensions\.partialclone|remote\..*\.promisor)$`]);
    const settings = stdout.toString().split('\0').slice(0, -1);
    const [named] = settings.flatMap(setting => /^extensions\.partialclone\n(.*)$/.exec(setting)?.[1] ?? []);
    const [promised] = settings.flatMap(setting => /^remote\.([^]*)\.promisor\ntrue$/.exec(setting)?.[1] ?? []);
    return named ?? promised;
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
