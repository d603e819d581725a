import type { Fix } from '../model/finding.js';
import type { MigrationId } from '../model/migration.js';
import type { AppliedMigrations, ObservedTable } from './applied-migrations.js';
import type { DatabaseKind } from './record-plan.js';
import type { KnownOperations } from './table-evidence.js';
import type { NameMismatch } from './name-mismatch.js';
import type { OrphanRow } from './orphan-rows.js';

export interface MissingChain {
  readonly row: OrphanRow;
  readonly names: readonly string[];
  readonly on?: string;
  readonly fix?: Fix;
  readonly history?: string;
  readonly presentAncestors: readonly MigrationId[];
}

export interface DatabaseState extends DatabaseKind {
  readonly databaseName: string;
  readonly applied: AppliedMigrations;
  readonly missingChains: readonly MissingChain[];
  readonly nameMismatches: readonly NameMismatch[];
  readonly tables: readonly ObservedTable[];
  readonly operations: KnownOperations;
}
