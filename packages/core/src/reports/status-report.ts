import type { Fix } from '../model/finding.js';

/**
 * How a database differs from a history.
 * `undecided`: files cannot be read, so nothing is certain; `ahead`: it has applied what another branch has; `unknown`: what no branch has;
 * `relabelled`, `misnamed`: it has applied what is here under another label or name; `overlapping`: its rows stand on one another;
 * `inconsistent`: a migration is applied before what it stands on; `partial`: a part of what a squash replaces is applied;
 * `unrecorded`: tables are there, and nothing says who made them; `unmigrated`: nothing is applied; `behind`: some is not; `forked`: the tree has too many leaves.
 */
export type DeviationKind =
  | 'undecided'
  | 'ahead'
  | 'unknown'
  | 'relabelled'
  | 'misnamed'
  | 'overlapping'
  | 'inconsistent'
  | 'partial'
  | 'unrecorded'
  | 'unmigrated'
  | 'behind'
  | 'forked';

export interface Deviation {
  readonly kind: DeviationKind;
  readonly message: string;
  /** The migrations that it is about, parents first, as the framework spells them. */
  readonly names: readonly string[];
  readonly on?: string;
  /** What to do next; absent while something else has to be done first. */
  readonly fix?: Fix;
}

export interface HistoryStatus {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  /** The table that says so, with its schema where that is not on the search path; absent where there is no such table. */
  readonly table?: string;
  /** The newest that is applied, or the rows themselves where the table holds the leaves. */
  readonly recorded: readonly string[];
  /** In the order in which they have to be mended; empty means up to date. */
  readonly deviations: readonly Deviation[];
}

export interface StatusReport {
  readonly schema: 1;
  readonly command: 'status';
  readonly ref: string;
  readonly commit: string | null;
  /** `the database shop on localhost`; never with a password. */
  readonly database: string;
  readonly histories: readonly HistoryStatus[];
  /** Histories that the database does not record, while it records others. */
  readonly notes: readonly Fix[];
}
