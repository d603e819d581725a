import type { Span } from './migration.js';

export type Severity = 'error' | 'warning' | 'note';

export interface Location {
  readonly path: string;
  readonly span?: Span;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 code units; only beside a line. */
  readonly column?: number;
}

/** A location that explains a finding: the other file, the migration on main. */
export interface RelatedLocation extends Location {
  /** What it has to do with the finding; empty where the location says enough. */
  readonly message: string;
  /** Where a landing takes the place from; absent where the message says more. */
  readonly side?: 'base' | 'branch';
}

/** What mends a finding: one sentence, and the command to copy where there is one. */
export interface Fix {
  readonly title: string;
  readonly command?: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The history's id; empty for a finding about the whole tree. */
  readonly history: string;
  readonly message: string;
  readonly location?: Location;
  readonly related?: readonly RelatedLocation[];
  readonly fix?: Fix;
}
