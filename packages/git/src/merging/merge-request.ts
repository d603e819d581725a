import type { Oid } from '../objects/oid.js';
import type { PathFilter, TreeChange } from '../trees/tree-entry.js';

/** Two commits to merge. */
export interface ThreeWayMerge {
  /** The only merge base, or the first of several; absent where git is to find them by itself. */
  readonly base?: Oid | undefined;
  /** All merge bases, where there are several. */
  readonly bases?: readonly Oid[] | undefined;
  readonly ours: Oid;
  readonly theirs: Oid;
}

/** Three contents of one file; `before` is null where both sides added it. */
export interface TextMerge {
  readonly before: Oid | null;
  readonly ours: Oid;
  readonly theirs: Oid;
}

/** What git makes of three contents; where it stops, the content holds its conflict markers. */
export interface MergedText {
  readonly content: Oid;
  readonly stops: boolean;
  /** Why git could not merge; nothing else holds then. */
  readonly failed?: string;
}

/** What `git merge` makes of one request. */
export interface MergeOutcome {
  /** What landing changes in ours, among the files of interest; files that git stops at hold its conflict markers. */
  readonly changes: readonly TreeChange[];
  /** Paths that git stops at; those of interest at least. */
  readonly conflicts: readonly string[];
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
