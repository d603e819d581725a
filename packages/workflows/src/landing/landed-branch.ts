import type { FileContentId, LandedHistories, LandedFiles } from '@oneleaf/core';
import type { Oid } from '@oneleaf/git';
import type { BranchRef } from '../branches/refs.js';

/** A branch that changes something on the base: what, and how sure that is. */
export interface LandedBranch {
  readonly branch: BranchRef;
  readonly landing: LandedFiles;
  readonly landed: LandedHistories;
  /** False where only git's own merge could tell and it was not asked or could not. */
  readonly exact: boolean;
  /** Paths that git stops at, among the files of interest. */
  readonly conflicts: readonly string[];
  /** What the branch itself holds, for every file that it changed. */
  readonly branchContents: ReadonlyMap<string, FileContentId>;
  /** Set when what only git could decide was left undecided, because too many branches wait for it. */
  readonly isUndecided?: boolean;
  /** All that it adds came to the base already: by a squash merge, and was edited there since. */
  readonly absorbed: boolean;
  /** Why git's own merge did not help. */
  readonly failed?: string;
}

/** A branch with its single merge base, or with none where there are several. */
export interface DivergedBranch {
  readonly branch: BranchRef;
  readonly bases: readonly Oid[];
}

/** A landing whose contests are settled as far as they can be. */
export type SettledBranch = Omit<LandedBranch, 'landed'>;

/** A branch that touches migrations, landed by paths alone. */
export interface TouchingBranch extends DivergedBranch {
  readonly landing: LandedFiles;
  readonly branchContents: ReadonlyMap<string, FileContentId>;
}
