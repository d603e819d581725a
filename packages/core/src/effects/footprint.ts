import type { Severity } from '../model/finding.js';
import type { Migration, MigrationId, Span } from '../model/migration.js';
import type { Operation } from './operation.js';

export interface Footprint {
  readonly migration: Pick<Migration, 'id' | 'history' | 'path' | 'literal'>;
  /** Equal names in two scopes mean different things. */
  readonly scope: string;
  readonly operations: readonly Operation[] | 'opaque';
}

/**
 * `contradiction`: one order fails or undoes the other side. `same`: both affect one thing, and the later may undo the earlier. `opaque`:
 * cannot be read. `commute`: both orders give the same schema.
 */
export type FootprintVerdict = 'contradiction' | 'same' | 'opaque' | 'commute';

export interface MigrationLocation {
  readonly migration: MigrationId;
  readonly path: string;
  readonly span?: Span;
}

/** Two additions that look like one thing under two names have the verdict `commute`. */
export interface Concern {
  readonly verdict: FootprintVerdict;
  readonly severity: Severity;
  readonly own: MigrationLocation;
  readonly landed: MigrationLocation;
  readonly message: string;
}

export interface FootprintComparison {
  readonly verdict: FootprintVerdict;
  readonly concerns: readonly Concern[];
  readonly more: number;
}
