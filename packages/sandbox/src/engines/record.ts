import type { AppliedMigrations, EngineTraits, RecordChanges, RecordTables, ObservedTable } from '@oneleaf/core';

/** A developer's database, with the migrations that it records as applied. */
export interface MigrationRecord {
  readonly engine: EngineTraits;
  /** How messages call it: `the database shop on localhost`; never with a password. */
  readonly label: string;
  /** Read in a transaction that cannot write. */
  readonly applied: () => Promise<AppliedMigrations>;
  /** All tables of the database itself, sorted, read in the same way. */
  readonly tables: () => Promise<readonly ObservedTable[]>;
  /**
   * Writes everything in one transaction. Rejects with a `SandboxError` and writes nothing if a row has changed or a table belongs to no
   * framework.
   */
  readonly apply: (changes: RecordChanges) => Promise<void>;
}

/** A database as its engine opens it. */
export type EngineRecord = Omit<MigrationRecord, 'engine'>;

export interface RecordOptions {
  /** The tables in which the frameworks record applied migrations, by framework. */
  readonly tables: RecordTables;
  /** Where a relative path of SQLite starts: an absolute folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the connection, and again for each statement; 5 seconds unless given. */
  readonly timeoutMs?: number;
}

export const RECORD_TIMEOUT = 5000;
