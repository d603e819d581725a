import type { FileChange } from '@oneleaf/core';
import type { Cache } from './repository/cache.js';
import { CacheFolder } from './repository/cache-folder.js';
import { readCloneProperties } from './repository/clone-properties.js';
import { Commits } from './history/commits.js';
import { Config } from './repository/config.js';
import { CommitContents } from './trees/commit-contents.js';
import type { RepositoryLocation } from './repository/repository-location.js';
import { localDefaultBranch, remoteDefaultBranch } from './refs/default-branch.js';
import { fetchRemoteTip } from './refs/remote-tip.js';
import { Git } from './process/git.js';
import { findLandingCommit } from './history/landing-commit.js';
import { Merger } from './merging/merger.js';
import { mergeSources } from './merging/merge-sources.js';
import type { LandingCommit, CommitRelation } from './history/commit-relation.js';
import type { MergeOutcome, ThreeWayMerge, ScratchLandingRequest, ScratchLanding } from './merging/merge-request.js';
import type { Repository } from './repository.js';
import { type Oid, oidPattern } from './objects/oid.js';
import type { RemoteTip, Head, Ref } from './refs/ref.js';
import type { CloneProperties } from './repository/clone-properties.js';
import type { RepositoryOptions } from './repository/repository-options.js';
import type { TreeChange, TreeEntry, PathFilter } from './trees/tree-entry.js';
import { ObjectStore, readContents } from './objects/object-store.js';
import { fullRefName, readHead, listRefs, resolveCommit } from './refs/refs.js';
import { withScratchLandings } from './merging/scratch-landing.js';
import type { ReplayedCommit } from './history/commits-ahead.js';
import { GitWorktree } from './worktree/git-worktree.js';
import { listIndex } from './worktree/working-tree-files.js';

/** One repository, open. */
export class GitRepository implements Repository {
  readonly top: string;
  readonly bare: boolean;
  readonly commonDir: string;
  readonly shallow: boolean;
  readonly worktree: GitWorktree;
  readonly #git: Git;
  readonly #config: Config;
  readonly #store: ObjectStore;
  /** Commits that are known to be in the clone. */
  readonly #here = new Set<Oid>();
  readonly #caches: CacheFolder;
  readonly #commits: Commits;
  readonly #contents: CommitContents;

  constructor(
    readonly place: RepositoryLocation,
    readonly options: RepositoryOptions,
    /** Contents that git may not have: files on disk, and what a merge made. */
    readonly apart = new Map<Oid, Uint8Array>(),
  ) {
    this.top = place.top;
    this.bare = place.bare;
    this.commonDir = place.commonDir;
    this.shallow = place.shallow;
    this.#git = new Git({ cwd: place.top, env: place.env, signal: options.signal });
    this.worktree = new GitWorktree(this.#git, place, options);
    this.#config = new Config(this.#git);
    this.#store = new ObjectStore(this.#git, place, { fetch: options.fetch === true, config: this.#config });
    this.#caches = CacheFolder.of(place.commonDir, options.cache === true);
    this.#commits = new Commits(this.#git, place, this.#store, this.#caches);
    this.#contents = new CommitContents(this.#store, this.#commits, this.#caches);
  }

  cache(name: string): Promise<Cache> {
    return Promise.resolve(this.#caches.open(name));
  }

  async resolve(name: string): Promise<Oid | undefined> {
    if (this.#here.has(name)) return name;
    const commit = await resolveCommit(this.#git, name);
    if (commit !== undefined) this.#here.add(commit);
    return commit;
  }

  async #has(commit: Oid): Promise<boolean> {
    return (await this.resolve(commit)) !== undefined;
  }

  async fullRefName(name: string): Promise<string | undefined> {
    return oidPattern.test(name) ? undefined : fullRefName(this.#git, name);
  }

  async refs(patterns: readonly string[]): Promise<readonly Ref[]> {
    const refs = await listRefs(this.#git, patterns);
    for (const { commit } of refs) this.#here.add(commit);
    return refs;
  }

  relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRelation>> {
    return this.#commits.relate(base, tips);
  }

  commitsToReplay(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly ReplayedCommit[]>> {
    return this.#commits.replayed(base, tips);
  }

  commitsAhead(base: Oid, tip: Oid): ReturnType<Repository['commitsAhead']> {
    return this.#commits.since(base, tip);
  }

  commitTimes(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>> {
    return this.#commits.dates(commits);
  }

  list(commit: Oid, interest: PathFilter): Promise<readonly TreeEntry[]> {
    return this.#contents.list(commit, interest);
  }

  changes(pairs: readonly (readonly [Oid, Oid])[], interest: PathFilter): Promise<readonly (readonly TreeChange[])[]> {
    return this.#contents.changes(pairs, interest);
  }

  async read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    const distinct = [...new Set(oids)];
    const contents = await readContents(
      this.#store,
      distinct.filter(oid => !this.apart.has(oid)),
    );
    for (const oid of distinct) {
      const bytes = this.apart.get(oid);
      if (bytes !== undefined) contents.set(oid, bytes);
    }
    return contents;
  }

  async merge(requests: readonly ThreeWayMerge[], interest: PathFilter): Promise<readonly MergeOutcome[]> {
    const merger = new Merger(this.#git, this.place, mergeSources(this.#contents, this.#store, interest));
    const outcomes = await merger.merge(requests);
    for (const [oid, bytes] of merger.contents) this.apart.set(oid, bytes);
    return outcomes;
  }

  async landInScratch<T>(
    { base, tips, interest }: ScratchLandingRequest,
    task: (scratch: Repository, landed: ReadonlyMap<Oid, ScratchLanding>) => Promise<T>,
  ): Promise<T> {
    const landing = { commit: base, files: await this.list(base, interest), interest };
    const dates = await this.commitTimes([base, ...tips]);
    const times = new Map(tips.map(tip => [tip, Math.max(dates.get(base) ?? 0, dates.get(tip) ?? 0)]));
    return withScratchLandings({ git: this.#git, place: this.place }, { base: landing, tips: times }, ({ place, landed, made }) => {
      for (const [oid, bytes] of made) this.apart.set(oid, bytes);
      return task(new GitRepository(place, { ...this.options, cache: false }, this.apart), landed);
    });
  }

  indexed(interest: PathFilter): Promise<readonly TreeEntry[]> {
    return listIndex(this.#git, interest);
  }

  async workingTree(interest: PathFilter): Promise<readonly TreeEntry[]> {
    const { entries, contents } = await this.worktree.list(interest);
    for (const [oid, bytes] of contents) this.apart.set(oid, bytes);
    return entries;
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    return this.worktree.apply(changes);
  }

  landingCommit(base: Oid, path: string): Promise<LandingCommit | undefined> {
    return findLandingCommit(this.#git, base, path);
  }

  head(): Promise<Head> {
    return readHead(this.#git);
  }

  cloneProperties(): Promise<CloneProperties> {
    return readCloneProperties({ room: this.#git.room, config: this.#config, location: this.place });
  }

  remotes(): Promise<readonly string[]> {
    return this.#config.remotes();
  }

  defaultBranch(remote?: string): Promise<string | undefined> {
    return remote === undefined
      ? localDefaultBranch(this.#git, this.#config, this.bare)
      : remoteDefaultBranch(this.#git, this.#config, remote);
  }

  fetchRemoteTip(remote: string, branch: string, { timeoutMs }: { readonly timeoutMs: number }): Promise<RemoteTip> {
    return fetchRemoteTip(
      { git: this.#git, config: this.#config, place: this.place, has: commit => this.#has(commit) },
      { remote, branch, timeoutMs },
    );
  }
}
