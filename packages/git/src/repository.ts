import type { FileChange } from '@oneleaf/core';
import type { Cache } from './repository/cache.js';
import type { Worktree } from './worktree/worktree.js';
import type { CommitRelation, LandingCommit } from './history/commit-relation.js';
import type { MergeOutcome, ScratchLanding, ScratchLandingRequest, ThreeWayMerge, MergedText, TextMerge } from './merging/merge-request.js';
import type { Oid } from './objects/oid.js';
import type { Head, Ref, RemoteTip } from './refs/ref.js';
import type { CloneProperties } from './repository/clone-properties.js';
import type { PathFilter, TreeChange, TreeEntry } from './trees/tree-entry.js';

/** The whole of git as commands see it. */
export interface Repository {
  /** The working tree's top, or the git directory when there is none. */
  readonly top: string;
  readonly bare: boolean;
  /** The git directory that linked worktrees share. */
  readonly commonDir: string;
  readonly shallow: boolean;
  /** What is done to the working tree and the index that this was opened in. */
  readonly worktree: Worktree;
  /** Something to remember from one run to the next, in the cache folder; in memory when the repository was opened without a cache. */
  cache(name: string): Promise<Cache>;
  /** The commit of a ref name, a remote branch, or an id, whole or abbreviated. */
  resolve(name: string): Promise<Oid | undefined>;
  /** `refs/remotes/origin/main` for `origin/main`; nothing for what is no ref. */
  fullRefName(name: string): Promise<string | undefined>;
  /** By `git for-each-ref` patterns: whole names, folders (`refs/heads/`), globs (`refs/pull/N/head`). Sorted by name. */
  refs(patterns: readonly string[]): Promise<readonly Ref[]>;
  relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRelation>>;
  /** The commits that a plain `git rebase` would replay, parents first, for each tip with a merge commit that the base lacks. */
  commitsToReplay(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly { readonly commit: Oid; readonly parent: Oid }[]>>;
  /** The commits of a tip that the base lacks, parents first; a commit's first parent is the line that it was made on, a root has none. */
  commitsAhead(base: Oid, tip: Oid): Promise<readonly { readonly commit: Oid; readonly parents: readonly Oid[] }[]>;
  /** Committer times in seconds since 1970; a missing commit has none. Free for tips that `relate` has seen. */
  commitTimes(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>>;
  /** Every file of interest in a commit's tree. */
  list(commit: Oid, filter: PathFilter): Promise<readonly TreeEntry[]>;
  /** What changed from the first to the second commit of each pair, file by file: no renames, no mode-only changes. */
  changes(pairs: readonly (readonly [Oid, Oid])[], filter: PathFilter): Promise<readonly (readonly TreeChange[])[]>;
  /** Contents by blob id; absent when the clone has none. */
  read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>>;
  /** What git's own merge (2.38 or newer) does; nothing is written to the repository, and `read` knows the files that it made. */
  merge(requests: readonly ThreeWayMerge[], filter: PathFilter): Promise<readonly MergeOutcome[]>;
  /** What git's own merge (2.38 or newer) makes of files that nobody renamed or deleted, all in one go. `read` knows what it made. */
  mergeTexts(merges: readonly TextMerge[]): Promise<readonly MergedText[]>;
  /**
   * A task in a scratch repository in which each tip has landed on the base by a merge commit of its own (git 2.38 or newer).
   * `read` of this repository knows the files that merges made there.
   */
  landInScratch<T>(
    request: ScratchLandingRequest,
    task: (scratch: Repository, landed: ReadonlyMap<Oid, ScratchLanding>) => Promise<T>,
  ): Promise<T>;
  indexed(filter: PathFilter): Promise<readonly TreeEntry[]>;
  /** Tracked and untracked files as they are on disk; ignored and deleted ones absent. `read` knows their contents. */
  workingTree(filter: PathFilter): Promise<readonly TreeEntry[]>;
  /**
   * Writes to the working tree: all changes or, with a `GitError`, none. A file that exists is only touched where it still is what `workingTree` last listed;
   * nothing is written through a symbolic link, into another repository or into git's own folder. The index stays as it is.
   */
  apply(changes: readonly FileChange[]): Promise<void>;
  /** The newest commit of base's first-parent line that added the path. */
  landingCommit(base: Oid, path: string): Promise<LandingCommit | undefined>;
  /** What each of many paths held when it was last added to base's first-parent line; a path that never was is absent. */
  addedContents(base: Oid, paths: readonly string[]): Promise<ReadonlyMap<string, Oid>>;
  head(): Promise<Head>;
  cloneProperties(): Promise<CloneProperties>;
  remotes(): Promise<readonly string[]>;
  /** Full name of a remote's default branch, or of the local one when no remote is given. */
  defaultBranch(remote?: string): Promise<string | undefined>;
  /** The remote's current commit of a branch, fetched without touching any ref; never prompts. */
  fetchRemoteTip(remote: string, branch: string, options: { readonly timeoutMs: number }): Promise<RemoteTip>;
}
