import type { History, Migration } from '@oneleaf/core';

/** What a draft needs from outside of the repository. */
export interface DraftSettings {
  /** The base, by name; otherwise the remote's main, or the line that the branch was made for. */
  readonly base?: string;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** The IANA name of the zone that dates are written in. */
  readonly timeZone: string;
  /** Twelve random hexadecimal digits, others each time. */
  readonly chance: () => string;
}

/** A migration to write, with its parents and the chosen name. */
export interface MigrationRequest {
  readonly history: History;
  readonly parents: readonly Migration[];
  readonly name?: string;
}
