import type { MigrationFailure } from './verb-outcome.js';

/** Ids are spelled as the framework spells them: `shop.0002_sku`, `ae1027a6acf`. */
export type MigrationNames = readonly string[];

export interface VerbWarnings {
  /** What does not keep the verb from its answer and may make it another one: an engine that is not the database's. */
  readonly warnings: readonly string[];
}

export interface MigrationRunResult extends VerbWarnings {
  /** The migrations that ran, in order. */
  readonly ran: MigrationNames;
  readonly failure?: MigrationFailure;
}

export interface UndoResult extends MigrationRunResult {
  /** Migrations that say themselves that they cannot be undone, each with its words. */
  readonly irreversible: readonly { readonly migration: string; readonly reason: string }[];
}

export interface StairwayResult extends UndoResult {
  /** Those whose undoing leaves something in the schema. */
  readonly left: MigrationNames;
}

/** One thing in which the models differ from what the migrations make. */
export interface DriftDifference {
  /** The framework's name of the operation that would level it: `RemoveField`, `DropConstraint`. */
  readonly kind: string;
  /** `shop.item.sku`, `users.uq_users_email`. */
  readonly subject: string;
  readonly words: string;
  /** What the operation would cost a database with rows: its data, a guarantee, an index; `rows`: it fails where there are any. */
  readonly risk: 'data' | 'constraint' | 'index' | 'rows' | 'none';
  /** Of a table that would be dropped: a file with a model of it that nothing imports, the likely reason. Relative to the project's folder. */
  readonly unimported?: string;
}

export interface DriftResult extends VerbWarnings {
  readonly differences: readonly DriftDifference[];
  /** The migration that kept the database from its leaves, so that nothing was compared. */
  readonly failure?: MigrationFailure;
}
