import type { FileContentId, LandedFiles } from './land-changes.js';
import type { LandedHistories } from './landed-histories.js';

export interface BranchRef {
  readonly name: string;
  readonly commit: string;
  /** Whether the forge still offers a merge of it; absent where no such refs are here. */
  readonly open?: boolean;
  /** The user gave its name: the report has a line for it in any case. */
  readonly isNamed?: true;
}

/** A branch that changes something on the base: what, and how sure that is. */
export interface LandedBranch {
  readonly branch: BranchRef;
  readonly landing: LandedFiles;
  readonly landed: LandedHistories;
  /** False where only git's own merge could tell and it was not asked or could not. */
  readonly exact: boolean;
  /** Paths that git stops at, among the files of interest. */
  readonly conflicts: readonly string[];
  /** Those of `conflicts` whose place alone is open: their folder was moved, and git proposes the new place. */
  readonly placed?: readonly string[];
  /** What the branch itself holds, for every file that it changed. */
  readonly branchContents: ReadonlyMap<string, FileContentId>;
  /** All that it adds came to the base already: by a squash merge, and was edited there since. */
  readonly absorbed: boolean;
  readonly failed?: string;
}

export type SettledBranch = Omit<LandedBranch, 'landed'>;
