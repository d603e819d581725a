import type { Span } from './migration.js';

export type Severity = 'error' | 'warning' | 'note';

export interface Location {
  readonly path: string;
  readonly span?: Span;
  readonly line?: number;
  /** From 1, in UTF-16 code units. */
  readonly column?: number;
}

export interface RelatedLocation extends Location {
  /** Empty where the location says enough. */
  readonly message: string;
  readonly side?: 'base' | 'branch';
}

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
