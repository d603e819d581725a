import type { History, Span } from './model.js';

export type Severity = 'error' | 'warning' | 'note';

export interface Location {
  readonly path: string;
  readonly span?: Span;
}

/** A place that explains a finding: the other file, the migration on main. */
export interface Related extends Location {
  readonly message: string;
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
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}
