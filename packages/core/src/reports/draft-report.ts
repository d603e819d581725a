import type { FileChange } from '../model/file-change.js';
import type { Fix, RelatedLocation } from '../model/finding.js';
import type { BaseRef } from './predict-report.js';

export interface DraftParent {
  /** As the framework spells it: `0003_add_tax`. */
  readonly name: string;
  readonly path: string;
  /** Whether it is on the base, and whether its file is in the working tree. */
  readonly landed: boolean;
  readonly here: boolean;
}

export interface CommandRefusal {
  readonly message: string;
  readonly related?: readonly RelatedLocation[];
  readonly fix?: Fix;
}

export interface DraftOutcome {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  readonly name?: string;
  readonly path?: string;
  readonly parents: readonly DraftParent[];
  readonly notes: readonly Fix[];
  readonly refusal?: CommandRefusal;
}

export interface DraftReport {
  readonly schema: 1;
  readonly command: 'new' | 'merge';
  /** The branch that it will land on; null where none is known. */
  readonly base: BaseRef | null;
  readonly drafts: readonly DraftOutcome[];
  /** Whole files, in the order of writing. */
  readonly changes: readonly FileChange[];
  /** False where it was only asked what would be written. */
  readonly written: boolean;
}
