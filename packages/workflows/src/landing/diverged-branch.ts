import type { BranchRef, FileContentId, LandedFiles } from '@oneleaf/core';
import type { Oid, TreeChange } from '@oneleaf/git';

/** A branch with its single merge base, or with none where there are several. */
export interface DivergedBranch {
  readonly branch: BranchRef;
  readonly bases: readonly Oid[];
}

/** A branch that touches migrations, landed by paths alone. */
export interface TouchingBranch extends DivergedBranch {
  readonly changes: readonly TreeChange[];
  readonly landing: LandedFiles;
  readonly branchContents: ReadonlyMap<string, FileContentId>;
}
