import type { FileChange } from '@oneleaf/core';
import type { Cache } from './repository/cache.js';
import { CacheFolder } from './repository/cache-folder.js';
import { readCloneProperties } from './repository/clone-properties.js';
import { Commits } from './history/commits.js';
import { Config } from './repository/config.js';
import { CommitContents } from './trees/commit-contents.js';
import type { RepositoryLocation } from './repository/repository-location.js';
import { fetchRemoteTip } from './refs/remote-tip.js';
import { Git } from './process/git.js';
import { findAddedContents } from './history/added-contents.js';
import { findLandingCommit } from './history/landing-commit.js';
import { mergeAllTexts } from './merging/merge-texts.js';
import { Merger } from './merging/merger.js';
import { mergeSources } from './merging/merge-sources.js';
import type { LandingCommit, CommitRelation } from './history/commit-relation.js';
import type { MergeOutcome, ThreeWayMerge, ScratchLandingRequest, ScratchLanding, MergedText, TextMerge } from './merging/merge-request.js';
import type { Repository } from './repository.js';
import type { Oid } from './objects/oid.js';
import type { RemoteTip, Head, Ref } from './refs/ref.js';
import type { CloneProperties } from './repository/clone-properties.js';
import type { RepositoryOptions } from './repository/repository-options.js';
import type { TreeChange, TreeEntry, PathFilter } from './trees/tree-entry.js';
import { ObjectStore, readContents } from './objects/object-store.js';
import { RefLookup } from './refs/ref-lookup.js';
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
  readonly #refs: RefLookup;
  readonly #caches: CacheFolder;
  readonly #commits: Commits;
  readonly #contents: CommitContents;

  constructor(
    readonly location: RepositoryLocation,
    readonly options: RepositoryOptions,
    /** Contents that git may not have: files on disk, and what a merge made. */
    readonly extraContents = new Map<Oid, Uint8Array>(),
  ) {
    this.top = location.top;
    this.bare = location.bare;
    this.commonDir = location.commonDir;
    this.shallow = location.shallow;
    this.#git = new Git({ cwd: location.top, env: location.env, signal: options.signal });
    this.worktree = new GitWorktree(this.#git, location, options);
    this.#config = new Config(this.#git);
    this.#refs = new RefLookup(this.#git, this.#config, location.bare);
    this.#store = new ObjectStore(this.#git, location, { fetch: options.fetch === true, config: this.#config });
    this.#caches = CacheFolder.of(location.commonDir, options.cache === true);
    this.#commits = new Commits(this.#git, location, this.#store, this.#caches);
    this.#contents = new CommitContents(this.#store, this.#commits, this.#caches);
  }

  cache(name: string): Promise<Cache> {
    return Promise.resolve(this.#caches.open(name));
  }

  resolve(name: string): Promise<Oid | undefined> {
    return this.#refs.resolve(name);
  }

  fullRefName(name: string): Promise<string | undefined> {
    return this.#refs.fullName(name);
  }

  refs(patterns: readonly string[]): Promise<readonly Ref[]> {
    return this.#refs.list(patterns);
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

  list(commit: Oid, filter: PathFilter): Promise<readonly TreeEntry[]> {
    return this.#contents.list(commit, filter);
  }

  changes(pairs: readonly (readonly [Oid, Oid])[], filter: PathFilter): Promise<readonly (readonly TreeChange[])[]> {
    return this.#contents.changes(pairs, filter);
  }

  async read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    const distinct = [...new Set(oids)];
    const contents = await readContents(
      this.#store,
      distinct.filter(oid => !this.extraContents.has(oid)),
    );
    for (const oid of distinct) {
      const bytes = this.extraContents.get(oid);
      if (bytes !== undefined) contents.set(oid, bytes);
    }
    return contents;
  }

  async merge(requests: readonly ThreeWayMerge[], filter: PathFilter): Promise<readonly MergeOutcome[]> {
    const merger = new Merger(this.#git, this.location, mergeSources(this.#contents, this.#store, filter));
    const outcomes = await merger.merge(requests);
    for (const [oid, bytes] of merger.contents) this.extraContents.set(oid, bytes);
    return outcomes;
  }

  async mergeTexts(merges: readonly TextMerge[]): Promise<readonly MergedText[]> {
    const { texts, contents } = await mergeAllTexts({ git: this.#git, location: this.location, store: this.#store }, merges);
    for (const [oid, bytes] of contents) this.extraContents.set(oid, bytes);
    return texts;
  }

  async landInScratch<T>(
    { base, tips, filter }: ScratchLandingRequest,
    task: (scratch: Repository, landed: ReadonlyMap<Oid, ScratchLanding>) => Promise<T>,
  ): Promise<T> {
    const landing = { commit: base, files: await this.list(base, filter), filter };
    const dates = await this.commitTimes([base, ...tips]);
    const times = new Map(tips.map(tip => [tip, Math.max(dates.get(base) ?? 0, dates.get(tip) ?? 0)]));
    return withScratchLandings(
      { git: this.#git, location: this.location },
      { base: landing, tips: times },
      ({ location, landed, made }) => {
        for (const [oid, bytes] of made) this.extraContents.set(oid, bytes);
        return task(new GitRepository(location, { ...this.options, cache: false }, this.extraContents), landed);
      },
    );
  }

  indexed(filter: PathFilter): Promise<readonly TreeEntry[]> {
    return listIndex(this.#git, filter);
  }

  async workingTree(filter: PathFilter): Promise<readonly TreeEntry[]> {
    const { entries, contents } = await this.worktree.list(filter);
    for (const [oid, bytes] of contents) this.extraContents.set(oid, bytes);
    return entries;
  }

  apply(changes: readonly FileChange[]): Promise<void> {
    return this.worktree.apply(changes);
  }

  landingCommit(base: Oid, path: string): Promise<LandingCommit | undefined> {
    return findLandingCommit(this.#git, base, path);
  }

  addedContents(base: Oid, paths: readonly string[]): Promise<ReadonlyMap<string, Oid>> {
    return findAddedContents(this.#git, base, paths);
  }

  head(): Promise<Head> {
    return this.#refs.head();
  }

  cloneProperties(): Promise<CloneProperties> {
    return readCloneProperties({ context: this.#git.context, config: this.#config, location: this.location });
  }

  remotes(): Promise<readonly string[]> {
    return this.#config.remotes();
  }

  defaultBranch(remote?: string): Promise<string | undefined> {
    return this.#refs.defaultBranch(remote);
  }

  fetchRemoteTip(remote: string, branch: string, { timeoutMs }: { readonly timeoutMs: number }): Promise<RemoteTip> {
    return fetchRemoteTip(
      { git: this.#git, config: this.#config, location: this.location, has: async commit => (await this.resolve(commit)) !== undefined },
      { remote, branch, timeoutMs },
    );
  }
}
