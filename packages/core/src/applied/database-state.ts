import type { Fix } from '../model/finding.js';
import type { MigrationId } from '../model/migration.js';
import type { AppliedMigrations, ObservedTable } from './applied-migrations.js';
import type { DatabaseKind } from './record-plan.js';
import type { KnownOperations } from './table-evidence.js';
import type { NameMismatch } from './name-mismatch.js';
import type { OrphanRow } from './orphan-rows.js';

/** A chain that is applied and whose files are not here. */
export interface MissingChain {
  readonly row: OrphanRow;
  /** As messages spell them, parents first. */
  readonly names: readonly string[];
  readonly on?: string;
  readonly fix?: Fix;
  /** The history that it is of; absent where no branch is known that has it. */
  readonly history?: string;
  /** What is here of all that it stands on. */
  readonly presentAncestors: readonly MigrationId[];
}

/** All that is known of a database. */
export interface DatabaseState extends DatabaseKind {
  /** How messages call it. */
  readonly databaseName: string;
  readonly applied: AppliedMigrations;
  readonly astray: readonly MissingChain[];
  readonly misnamed: readonly NameMismatch[];
  readonly tables: readonly ObservedTable[];
  readonly deeds: KnownOperations;
}
