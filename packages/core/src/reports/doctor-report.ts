import type { Fix } from '../model/finding.js';

/** How one thing stands: a `fail` should guard and does not, a `warn` guards less than it could. */
export type GuardCondition = 'ok' | 'warn' | 'fail';

/** One thing that a clone was examined for. */
export interface GuardExamination {
  /** `pre-push`, `ci`, `git` */
  readonly subject: string;
  readonly condition: GuardCondition;
  readonly message: string;
  /** What mends it. */
  readonly fix?: Fix;
}

/** A command in a file that now does what it says. */
export interface MendedCommand {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** As it is now, on one line. */
  readonly text: string;
}

/** What guards a clone, and what does not. */
export interface DoctorReport {
  readonly schema: 1;
  readonly command: 'doctor';
  readonly examined: readonly GuardExamination[];
  /** What was written; absent where nothing was to be. */
  readonly mended?: readonly MendedCommand[];
}
