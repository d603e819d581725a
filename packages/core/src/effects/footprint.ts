import type { Severity } from '../model/finding.js';
import type { Migration, MigrationId, Span } from '../model/migration.js';
import type { Operation } from './operation.js';

/** What a migration does, and where. */
export interface Footprint {
  readonly migration: Pick<Migration, 'id' | 'history' | 'path' | 'literal'>;
  /** The history's: names of another scope name other things. */
  readonly scope: string;
  readonly operations: readonly Operation[] | 'opaque';
}

/**
 * `contradiction`: one order fails, or undoes what the other has done. `same`: both touch one thing, and the later may undo the earlier.
 * `opaque`: cannot be told. `commute`: either order gives the same schema.
 */
export type FootprintVerdict = 'contradiction' | 'same' | 'opaque' | 'commute';

/** A place in a migration. */
export interface MigrationLocation {
  readonly migration: MigrationId;
  readonly path: string;
  /** Absent where the file as a whole is meant. */
  readonly span?: Span;
}

/** What a person should look at. `commute` is the verdict on two additions that look like one thing under two names. */
export interface Concern {
  readonly verdict: FootprintVerdict;
  readonly severity: Severity;
  readonly own: MigrationLocation;
  readonly landed: MigrationLocation;
  /** One sentence, without a full stop. */
  readonly message: string;
}

export interface FootprintComparison {
  readonly verdict: FootprintVerdict;
  /** The most important first, at most `most` of them. */
  readonly concerns: readonly Concern[];
  /** How many more there are. */
  readonly more: number;
}
