import type { FileChange } from './file-change.js';
import type { MessagePart } from './message.js';
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
  /** Begins with the line if there is one; empty where the location says enough. */
  readonly message: string;
  /** The message without its line; present beside a line. */
  readonly note?: string;
  readonly side?: 'base' | 'branch';
}

export interface Fix {
  readonly title: string;
  /** Quoted for a POSIX shell. */
  readonly command?: string;
  /** The words of the command; absent where it is more than one command. */
  readonly arguments?: readonly string[];
  /** The files that mend it, where they are known without running anything. */
  readonly changes?: readonly FileChange[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The history's id; empty for a finding about the whole tree. */
  readonly history: string;
  readonly message: string;
  /** The message with its names marked; absent where it marks none. */
  readonly parts?: readonly MessagePart[];
  readonly location?: Location;
  readonly related?: readonly RelatedLocation[];
  readonly fix?: Fix;
}

/** A related location with a line: `line 12: the second call`, or `line 12` where the note is empty. */
export function relatedLine(location: Location & { readonly line: number }, note: string): RelatedLocation {
  return { ...location, message: note === '' ? `line ${location.line}` : `line ${location.line}: ${note}`, note };
}
