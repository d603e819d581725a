import type { FileChange } from '../model/file-change.js';

export interface SetupInstruction {
  /** `add to lefthook.toml` */
  readonly title: string;
  /** What to write there, or the command to run; lines without the last newline. */
  readonly text: string;
}

export interface SetupPlan {
  readonly changes: readonly FileChange[];
  readonly instructions: readonly SetupInstruction[];
}
