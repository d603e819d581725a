import type { FileChange } from '../model/file-change.js';

/** What a person has to do, because it could not be done safely. */
export interface SetupInstruction {
  /** `add to lefthook.toml` */
  readonly title: string;
  /** What to write there, or the command to run; lines without the last newline. */
  readonly text: string;
}

/** What it takes to set a repository up, or to undo that. */
export interface SetupPlan {
  readonly changes: readonly FileChange[];
  readonly instructions: readonly SetupInstruction[];
}
