import type { FileChange } from '../model/file-change.js';
import type { Fix, RelatedLocation } from '../model/finding.js';
import type { BaseRef } from './predict-report.js';

/** What a new migration stands on. */
export interface DraftParent {
  /** As the framework spells it: `0003_add_tax`. */
  readonly name: string;
  readonly path: string;
  /** Whether it is on the base, and whether its file is in the working tree. */
  readonly landed: boolean;
  readonly here: boolean;
}

/** Why nothing was drafted, and what helps. */
export interface CommandRefusal {
  readonly message: string;
  readonly related?: readonly RelatedLocation[];
  readonly fix?: Fix;
}

/** One history's new migration, or why it gets none. */
export interface DraftOutcome {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  /** Absent where it was refused. */
  readonly name?: string;
  readonly path?: string;
  readonly parents: readonly DraftParent[];
  /** What somebody should know who uses it. */
  readonly notes: readonly Fix[];
  readonly refusal?: CommandRefusal;
}

export interface DraftReport {
  readonly schema: 1;
  readonly command: 'new' | 'merge';
  /** What the branch is taken to land on; null where no such branch is known. */
  readonly base: BaseRef | null;
  readonly drafts: readonly DraftOutcome[];
  /** Whole files, in the order of writing. */
  readonly changes: readonly FileChange[];
  /** False where it was only asked what would be written. */
  readonly written: boolean;
}
