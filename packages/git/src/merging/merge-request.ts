import type { Oid } from '../objects/oid.js';
import type { PathFilter, TreeChange } from '../trees/tree-entry.js';

/** Two commits to merge. */
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
  readonly filter: PathFilter;
}
