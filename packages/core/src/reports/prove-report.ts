import type { Fix } from '../model/finding.js';
import type { SchemaDifference } from './schema-difference.js';

/**
 * What the two landing orders of a pair make of a database. `inconclusive`: it could not be found out. Nothing is said of databases that hold other
 * rows than the one it was tried on.
 */
export type ProveVerdict = 'commutes' | 'commutes-except-column-order' | 'order-matters' | 'one-order-fails' | 'both-fail' | 'inconclusive';

export interface RowsDifference {
  readonly table: string;
  /** How many, when the first branch lands first, and when the other does. */
  readonly one: number;
  readonly other: number;
}

export interface OrderFailure {
  /** The branch that lands first in it. */
  readonly first: string;
  /** Under the name that it has when it lands in this order. */
  readonly migration: string;
  readonly of: string;
  readonly error: { readonly type: string; readonly message: string; readonly at?: string };
  readonly reason?: string;
  readonly hint?: string;
}

export interface PairProof {
  readonly verdict: ProveVerdict;
  /** What is different when the first lands first (`one`) and when the other does. */
  readonly differences: readonly SchemaDifference[];
  readonly rows: readonly RowsDifference[];
  readonly failures: readonly OrderFailure[];
  readonly landFirst?: string;
  readonly reason?: string;
  readonly hint?: string;
  /** Columns whose contents are others in every run: clocks, random numbers. Their contents were not compared. */
  readonly volatile: readonly string[];
  readonly warnings: readonly string[];
}

export interface ProvenPair extends PairProof {
  readonly one: string;
  readonly other: string;
  readonly project: string;
  readonly framework: string;
  /** The database server on which it was tried, if it was, with its version and place. */
  readonly database?: string;
}

export interface PairProofs {
  /** Whether rows were put into it first: without, what depends on data is not seen. */
  readonly seeded: boolean;
  readonly pairs: readonly ProvenPair[];
  readonly notes: readonly Fix[];
}

export interface ProveReport extends PairProofs {
  readonly schema: 1;
  readonly command: 'prove';
  readonly base: { readonly ref: string; readonly commit: string };
}
