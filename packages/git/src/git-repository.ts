import type { FileChange } from '@oneleaf/core';
import type { Cache } from './cache.js';
import { Caches } from './caches.js';
import { describeClone } from './clone.js';
import { Commits } from './commits.js';
import { Config } from './config.js';
import { Contents } from './contents.js';
import type { Place } from './discover.js';
import { localDefault, remoteDefault } from './default-branch.js';
import { freshen } from './freshen.js';
import { Git } from './git.js';
import { findLanding } from './landing.js';
import { Merger } from './merger.js';
import { sourcesOf } from './sources.js';
import type {
  Change,
  Clone,
  Entry,
  Freshness,
  Head,
  Interest,
  Landing,
  MergeOutcome,
  MergeRequest,
  Oid,
  Ref,
  RehearsalRequest,
  Rehearsed,
  Relation,
  Repository,
  RepositoryOptions,
} from './model.js';
import { ObjectStore, requestOf } from './object-store.js';
import { fullName, head, id, listRefs, resolve } from './refs.js';
import { onStage } from './rehearsal.js';
import type { Replayed } from './replayed.js';
import { WorkingCopy } from './working-copy.js';
import { listIndex } from './working-tree.js';

/** One repository, open. */
export class GitRepository implements Repository {
  readonly top: string;
  readonly bare: boolean;
  readonly commonDir: string;
  readonly shallow: boolean;
  readonly worktree: WorkingCopy;
  readonly #git: Git;
  readonly #config: Config;
  readonly #store: ObjectStore;
  /** Commits that are known to be in the clone. */
  readonly #here = new Set<Oid>();
  readonly #caches: Caches;
  readonly #commits: Commits;
  readonly #contents: Contents;

  constructor(
    readonly place: Place,
    readonly options: RepositoryOptions,
    /** Contents that git may not have: files on disk, and what a merge made. */
    readonly apart = new Map<Oid, Uint8Array>(),
  ) {
    this.top = place.top;
    this.bare = place.bare;
    this.commonDir = place.commonDir;
    this.shallow = place.shallow;
    this.#git = new Git({ cwd: place.top, env: place.env, signal: options.signal });
    this.worktree = new WorkingCopy(this.#git, place, options);
    this.#config = new Config(this.#git);
    this.#store = new ObjectStore(this.#git, place, { fetch: options.fetch === true, config: this.#config });
    this.#caches = Caches.of(place.commonDir, options.cache === true);
    this.#commits = new Commits(this.#git, place, this.#store, this.#caches);
    this.#contents = new Contents(this.#store, this.#commits, this.#caches);
  }

  cache(name: string): Promise<Cache> {
    return Promise.resolve(this.#caches.open(name));
  }

  async resolve(name: string): Promise<Oid | undefined> {
    if (this.#here.has(name)) return name;
    const commit = await resolve(this.#git, name);
    if (commit !== undefined) this.#here.add(commit);
    return commit;
  }

  async #has(commit: Oid): Promise<boolean> {
    return (await this.resolve(commit)) !== undefined;
  }

  async fullName(name: string): Promise<string | undefined> {
    return id.test(name) ? undefined : fullName(this.#git, name);
  }

  async refs(patterns: readonly string[]): Promise<readonly Ref[]> {
    const refs = await listRefs(this.#git, patterns);
    for (const { commit } of refs) this.#here.add(commit);
    return refs;
  }

  relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, Relation>> {
    return this.#commits.relate(base, tips);
  }

  replayed(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly Replayed[]>> {
    return this.#commits.replayed(base, tips);
  }

  since(base: Oid, tip: Oid): ReturnType<Repository['since']> {
    return this.#commits.since(base, tip);
  }

  dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>> {
    return this.#commits.dates(commits);
  }

  list(commit: Oid, interest: Interest): Promise<readonly Entry[]> {
    return this.#contents.list(commit, interest);
  }

  changes(pairs: readonly (readonly [Oid, Oid])[], interest: Interest): Promise<readonly (readonly Change[])[]> {
    return this.#contents.changes(pairs, interest);
  }

  async read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    const contents = new Map<Oid, Uint8Array>();
    const asked = [...new Set(oids)];
    for (const oid of asked) {
      const bytes = this.apart.get(oid);
      if (bytes !== undefined) contents.set(oid, bytes);
    }
    const rest = asked.filter(oid => !contents.has(oid));
    await this.#store.read(requestOf(rest), (index, source, from, to) => {
      if (source !== undefined) contents.set(rest[index] ?? '', source.subarray(from, to));
    });
    return contents;
  }

  async merge(requests: readonly MergeRequest[], interest: Interest): Promise<readonly MergeOutcome[]> {
    const merger = new Merger(this.#git, this.place, sourcesOf(this.#contents, this.#store, interest));
    const outcomes = await merger.merge(requests);
    for (const [oid, bytes] of merger.contents) this.apart.set(oid, bytes);
    return outcomes;
  }

  async rehearse<T>(
    { base, tips, interest }: RehearsalRequest,
    task: (scratch: Repository, landed: ReadonlyMap<Oid, Rehearsed>) => Promise<T>,
  ): Promise<T> {
    const ground = { commit: base, files: await this.list(base, interest), interest };
    const dates = await this.dates([base, ...tips]);
    const times = new Map(tips.map(tip => [tip, Math.max(dates.get(base) ?? 0, dates.get(tip) ?? 0)]));
    return onStage({ git: this.#git, place: this.place }, { ground, tips: times }, ({ place, landed, made }) => {
      for (const [oid, bytes] of made) this.apart.set(oid, bytes);
      return task(new GitRepository(place, { ...this.options, cache: false }, this.apart), landed);
    });
  }

  indexed(interest: Interest): Promise<readonly Entry[]> {
    return listIndex(this.#git, interest);
  }

  async workingTree(interest: Interest): Promise<readonly Entry[]> {
    const { entries, contents } = await this.worktree.list(interest);
    for (const [oid, bytes] of contents) this.apart.set(oid, bytes);
    return entries;
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    return this.worktree.apply(changes);
  }

  landing(base: Oid, path: string): Promise<Landing | undefined> {
    return findLanding(this.#git, base, path);
  }

  head(): Promise<Head> {
    return head(this.#git);
  }

  clone(): Promise<Clone> {
    return describeClone({ git: this.#git, config: this.#config, place: this.place });
  }

  remotes(): Promise<readonly string[]> {
    return this.#config.remotes();
  }

  defaultBranch(remote?: string): Promise<string | undefined> {
    return remote === undefined ? localDefault(this.#git, this.#config, this.bare) : remoteDefault(this.#git, this.#config, remote);
  }

  freshen(remote: string, branch: string, { timeoutMs }: { readonly timeoutMs: number }): Promise<Freshness> {
    return freshen(
      { git: this.#git, config: this.#config, place: this.place, has: commit => this.#has(commit) },
      { remote, branch, timeoutMs },
    );
  }
}
