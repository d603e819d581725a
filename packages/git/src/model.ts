import type { FileChange } from '@oneleaf/core';
import type { Cache } from './repository/cache.js';
import type { Oid } from './objects/oid.js';
import type { Worktree } from './worktree/worktree.js';

export type { Oid };

export interface Ref {
  /** `refs/heads/main` */
  readonly name: string;
  /** The commit; tags are peeled. */
  readonly commit: Oid;
}

/** A file of a tree, of the index or of the working tree. */
export interface TreeEntry {
  /** UTF-8 where the bytes are, else escaped (see `decodePath`). */
  readonly path: string;
  readonly oid: Oid;
  /** A symbolic link or a submodule: its blob is no file content. */
  readonly link: boolean;
  /** The index holds several versions because a merge stopped here; `oid` is ours, or theirs when we have none. */
  readonly unmerged?: true;
}

export interface TreeChange {
  readonly path: string;
  readonly before: Oid | null;
  readonly after: Oid | null;
  /** Whether the newer side (the older one for a deletion) is a symbolic link or a submodule. */
  readonly link: boolean;
}

/** Which files somebody asks about. `key` names the predicate in cache keys: it must change whenever `wants` does. */
export interface PathFilter {
  readonly key: string;
  wants(path: string): boolean;
}

/** How a commit stands to the base. */
export type CommitRelation =
  /** An ancestor of the base, or the base itself. */
  | { readonly kind: 'landed' }
  /** `bases`: every best merge base (more than one is a criss-cross), sorted; `ahead`: commits that the base lacks. */
  | { readonly kind: 'diverged'; readonly bases: readonly Oid[]; readonly ahead: number }
  | { readonly kind: 'unrelated' }
  /** No answer that is certainly right; `command` brings one. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly command: string };

export interface ThreeWayMerge {
  /** The only merge base; absent when there are several or none: git finds them by itself then. */
  readonly base?: Oid | undefined;
  readonly ours: Oid;
  readonly theirs: Oid;
}

/** What `git merge` makes of one request. */
export interface MergeOutcome {
  /** What landing changes in ours, among the files of interest; files that git stops at hold its conflict markers. */
  readonly changes: readonly TreeChange[];
  /** Paths that git stops at; those of interest at least. */
  readonly conflicts: readonly string[];
  /** Files that are not of interest were left out, and might have made git move some: a renamed folder. */
  readonly approximate?: true;
  /** Why git could not merge (a missing object, no common history); `changes` and `conflicts` are then empty. */
  readonly failed?: string;
}

/** A commit by which a tip has landed, in a scratch repository; or why git could not merge it. */
export type ScratchLanding =
  /** `stops`: files of interest that git stopped at; they keep the base's content. */
  { readonly commit: Oid; readonly stops: readonly string[] } | { readonly failed: string };

export interface ScratchLandingRequest {
  readonly base: Oid;
  readonly tips: readonly Oid[];
  readonly interest: PathFilter;
}

/** Who brought a path to the base. */
export interface LandingCommit {
  readonly commit: Oid;
  readonly author: string;
  /** Committer time in seconds since 1970. */
  readonly time: number;
  readonly subject: string;
  /** What the path held then. */
  readonly content: Oid;
}

export interface Head {
  /** `refs/heads/main`; absent when detached. */
  readonly ref?: string;
  /** Absent before the first commit. */
  readonly commit?: Oid;
}

/** What a clone is like, beside what it holds. */
export interface CloneProperties {
  readonly hooks: {
    /** `core.hooksPath` as it is configured, if it is. */
    readonly configured?: string;
    /** Where git looks for hooks: absolute, and it need not exist. */
    readonly folder: string;
  };
  /** Contents were left out, to be fetched when they are asked for. */
  readonly partial: boolean;
  /** `2.39.5` */
  readonly gitVersion: string;
}

export type RemoteTip =
  | { readonly fresh: true; readonly commit: Oid }
  /** `commit`: the last one known here; `ageSeconds`: since it was fetched, where git keeps that. */
  | { readonly fresh: false; readonly commit?: Oid; readonly reason: string; readonly ageSeconds?: number };

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
  list(commit: Oid, interest: PathFilter): Promise<readonly TreeEntry[]>;
  /** What changed from the first to the second commit of each pair, file by file: no renames, no mode-only changes. */
  changes(pairs: readonly (readonly [Oid, Oid])[], interest: PathFilter): Promise<readonly (readonly TreeChange[])[]>;
  /** Contents by blob id; absent when the clone has none. */
  read(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>>;
  /** What git's own merge (2.38 or newer) does; nothing is written to the repository, and `read` knows the files that it made. */
  merge(requests: readonly ThreeWayMerge[], interest: PathFilter): Promise<readonly MergeOutcome[]>;
  /**
   * A task in a scratch repository in which each tip has landed on the base by a merge commit of its own (git 2.38 or newer).
   * `read` of this repository knows the files that merges made there.
   */
  landInScratch<T>(
    request: ScratchLandingRequest,
    task: (scratch: Repository, landed: ReadonlyMap<Oid, ScratchLanding>) => Promise<T>,
  ): Promise<T>;
  indexed(interest: PathFilter): Promise<readonly TreeEntry[]>;
  /** Tracked and untracked files as they are on disk; ignored and deleted ones absent. `read` knows their contents. */
  workingTree(interest: PathFilter): Promise<readonly TreeEntry[]>;
  /**
   * Writes to the working tree: all changes or, with a `GitError`, none. A file that exists is only touched as `workingTree` last told it;
   * nothing is written through a symbolic link, into another repository or into git's own folder. The index stays as it is.
   */
  apply(changes: readonly FileChange[]): Promise<void>;
  /** The newest commit of base's first-parent line that added the path. */
  landingCommit(base: Oid, path: string): Promise<LandingCommit | undefined>;
  head(): Promise<Head>;
  cloneProperties(): Promise<CloneProperties>;
  remotes(): Promise<readonly string[]>;
  /** Full name of a remote's default branch, or of the local one when no remote is given. */
  defaultBranch(remote?: string): Promise<string | undefined>;
  /** The remote's current commit of a branch, fetched without touching any ref; never prompts. */
  fetchRemoteTip(remote: string, branch: string, options: { readonly timeoutMs: number }): Promise<RemoteTip>;
}

export interface RepositoryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Missing blobs of a partial clone may be fetched, in one batch. */
  readonly fetch?: boolean;
  /** Remember answers under the git directory (`<common dir>/oneleaf/`). */
  readonly cache?: boolean;
  /**
   * False when the user named another repository: then what a hook's environment says of its own one
   * (GIT_DIR, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, …) is not for this one.
   */
  readonly ambient?: boolean;
  /** Ends every child and rejects what is under way. */
  readonly signal?: AbortSignal;
}
