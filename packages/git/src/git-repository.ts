import { join } from 'node:path';
import { type Cache, FileCache, MemoryCache } from './cache.js';
import type { Place } from './discover.js';
import { freshen } from './freshen.js';
import { changesBelow, loneFolders, type Pair } from './folder.js';
import { Git } from './git.js';
import type { History } from './history.js';
import { findLanding } from './landing.js';
import { listFolders, listTree } from './listing.js';
import { Merger } from './merger.js';
import type { Sources } from './sources.js';
import type {
  Change,
  Entry,
  Freshness,
  Head,
  Interest,
  Landing,
  MergeOutcome,
  MergeRequest,
  Oid,
  Ref,
  Relation,
  Repository,
  RepositoryOptions,
} from './model.js';
import { ObjectStore } from './object-store.js';
import { defaultBranch, fullName, head, listRefs, remotes, resolve } from './refs.js';
import { relate } from './relate.js';
import { replayed, type Replayed } from './replayed.js';
import { TreeWalk } from './tree-walk.js';
import { treesOf } from './trees.js';
import { listIndex, listWorkingTree } from './working-tree.js';

/** One repository, open for reading. */
export class GitRepository implements Repository {
  readonly top: string;
  readonly bare: boolean;
  readonly commonDir: string;
  readonly shallow: boolean;
  readonly version: readonly number[];
  readonly #git: Git;
  readonly #store: ObjectStore;
  /** Contents that git may not have: files on disk, and what a merge made. */
  readonly #apart = new Map<Oid, Uint8Array>();
  #history: History | undefined;

  constructor(
    readonly place: Place,
    readonly options: RepositoryOptions,
  ) {
    this.top = place.top;
    this.bare = place.bare;
    this.commonDir = place.commonDir;
    this.shallow = place.shallow;
    this.version = place.version;
    this.#git = new Git({ cwd: place.top, env: place.env, signal: options.signal });
    this.#store = new ObjectStore(this.#git, place, { fetch: options.fetch === true });
  }

  cache(name: string): Promise<Cache> {
    return Promise.resolve(this.options.cache === true ? new FileCache(join(this.commonDir, 'oneleaf'), name) : new MemoryCache());
  }

  resolve(name: string): Promise<Oid | undefined> {
    return resolve(this.#git, name);
  }

  fullName(name: string): Promise<string | undefined> {
    return fullName(this.#git, name);
  }

  refs(patterns: readonly string[]): Promise<readonly Ref[]> {
    return listRefs(this.#git, patterns);
  }

  async relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, Relation>> {
    const { relations, history } = await relate(this.#git, this.place, base, tips);
    this.#history = history ?? this.#history;
    return relations;
  }

  replayed(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly Replayed[]>> {
    return replayed(this.#git, base, tips);
  }

  async dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>> {
    const known = commits.flatMap(commit => {
      const time = this.#history?.timeOf(commit);
      return time === undefined ? [] : [[commit, time] as const];
    });
    const times = new Map(known);
    const rest = [...new Set(commits)].filter(commit => !times.has(commit));
    await this.#store.read(rest, (index, body) => {
      const time = /^committer .* (\d+) [-+]\d{4}$/m.exec(body?.toString('latin1') ?? '')?.[1];
      if (time !== undefined) times.set(rest[index] ?? '', Number(time));
    });
    return times;
  }

  async list(commit: Oid, interest: Interest): Promise<readonly Entry[]> {
    return listTree(this.#store, await this.#tree(commit), interest);
  }

  async changes(pairs: readonly (readonly [Oid, Oid])[], interest: Interest): Promise<readonly (readonly Change[])[]> {
    return (await this.#compare(pairs, interest)).map(changesBelow);
  }

  async read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    const contents = new Map<Oid, Uint8Array>();
    const asked = [...new Set(oids)];
    for (const oid of asked) {
      const bytes = this.#apart.get(oid);
      if (bytes !== undefined) contents.set(oid, bytes);
    }
    const rest = asked.filter(oid => !contents.has(oid));
    await this.#store.read(rest, (index, body) => {
      if (body !== undefined) contents.set(rest[index] ?? '', body);
    });
    return contents;
  }

  async merge(requests: readonly MergeRequest[], interest: Interest): Promise<readonly MergeOutcome[]> {
    const merger = new Merger(this.#git, this.place, this.#sources(interest));
    const outcomes = await merger.merge(requests);
    for (const [oid, bytes] of merger.contents) this.#apart.set(oid, bytes);
    return outcomes;
  }

  indexed(interest: Interest): Promise<readonly Entry[]> {
    return listIndex(this.#git, interest);
  }

  async workingTree(interest: Interest): Promise<readonly Entry[]> {
    const { entries, contents } = await listWorkingTree(this.#git, this.place, interest);
    for (const [oid, bytes] of contents) this.#apart.set(oid, bytes);
    return entries;
  }

  landing(base: Oid, path: string): Promise<Landing | undefined> {
    return findLanding(this.#git, base, path);
  }

  head(): Promise<Head> {
    return head(this.#git);
  }

  remotes(): Promise<readonly string[]> {
    return remotes(this.#git);
  }

  defaultBranch(remote?: string): Promise<string | undefined> {
    return defaultBranch(this.#git, remote);
  }

  freshen(remote: string, branch: string, { timeoutMs }: { readonly timeoutMs: number }): Promise<Freshness> {
    return freshen(this.#git, this.place, { remote, branch, timeoutMs });
  }

  #sources(interest: Interest): Sources {
    return {
      interest,
      ours: async commit => ({
        files: await this.list(commit, interest),
        folders: await listFolders(this.#store, await this.#tree(commit)),
      }),
      branches: async pairs => (await this.#compare(pairs, interest)).map(pair => ({ changes: changesBelow(pair), ...loneFolders(pair) })),
      changes: pairs => this.changes(pairs, interest),
      dates: commits => this.dates(commits),
      missing: oids => this.#store.missing(oids),
    };
  }

  async #compare(pairs: readonly (readonly [Oid, Oid])[], interest: Interest): Promise<readonly Pair[]> {
    const trees = await this.#trees(pairs.flat());
    return new TreeWalk(this.#store, interest).compare(pairs.map(([before, after]) => [trees.get(before) ?? '', trees.get(after) ?? '']));
  }

  async #tree(commit: Oid): Promise<Oid> {
    return (await this.#trees([commit])).get(commit) ?? commit;
  }

  /** Trees of commits: from the history that was read, where it was. */
  async #trees(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, Oid>> {
    const known = new Map<Oid, Oid>();
    for (const commit of commits) {
      const tree = this.#history?.treeOf(commit);
      if (tree !== undefined) known.set(commit, tree);
    }
    const rest = commits.filter(commit => !known.has(commit));
    return rest.length === 0 ? known : new Map([...known, ...(await treesOf(this.#git, rest))]);
  }
}
