import type { FileChange } from '../model/file-change.js';
import type { DraftOutcome, CommandRefusal } from './draft-report.js';
import type { Finding } from '../model/finding.js';
import type { BaseRef } from './predict-report.js';
import type { ModelDifference, TestedProject } from './verify-report.js';

export interface HeldBackOperation extends ModelDifference {
  /** What would have to be allowed: `drop_constraint:users.uq_users_email`. */
  readonly allow: readonly string[];
}

export interface GenerateReport extends Omit<TestedProject, 'database' | 'python'> {
  readonly schema: 1;
  readonly command: 'generate';
  /** The branch that it will land on; null where none is known. */
  readonly base: BaseRef | null;
  /** Absent, as `python`, where it was refused before anything ran. */
  readonly database?: string;
  readonly python?: string;
  readonly drafts: readonly DraftOutcome[];
  readonly kept: readonly ModelDifference[];
  readonly held: readonly HeldBackOperation[];
  /** What was held back, a migration that failed, and in what the models differ even so. */
  readonly findings: readonly Finding[];
  readonly refusal?: CommandRefusal;
  /** Whole files, in the order of writing. */
  readonly changes: readonly FileChange[];
  /** `shown`: only asked for; `removed`: written, and taken away again because the migration failed. */
  readonly state: 'nothing' | 'shown' | 'written' | 'removed';
}
