import type { Fix } from '../model/finding.js';

/** How one thing stands: a `fail` should guard and does not, a `warn` guards less than it could. */
export type GuardCondition = 'ok' | 'warn' | 'fail';

export interface GuardExamination {
  readonly subject: string;
  readonly condition: GuardCondition;
  readonly message: string;
  readonly fix?: Fix;
}

export interface MendedCommand {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

export interface DoctorReport {
  readonly schema: 1;
  readonly command: 'doctor';
  readonly examined: readonly GuardExamination[];
  /** What was written; absent where nothing was to be. */
  readonly mended?: readonly MendedCommand[];
}
