import type { AppliedMigrations, EngineTraits, RecordChanges, RecordTables, ObservedTable } from '@oneleaf/core';

/** A developer's database, as far as it says what it has applied. */
export interface MigrationRecord {
  readonly engine: EngineTraits;
  /** How messages call it: `the database shop on localhost`; never with a password. */
  readonly label: string;
  /** Read in a transaction that cannot write. */
  readonly applied: () => Promise<AppliedMigrations>;
  /** All tables of the database itself, sorted, read in the same way. */
  readonly tables: () => Promise<readonly ObservedTable[]>;
  /** Writes all of it in one transaction, or with a `SandboxError` nothing: when a row is not as it was read, or a table is none of the frameworks'. */
  readonly apply: (changes: RecordChanges) => Promise<void>;
}

/** A database as its engine opens it. */
export type EngineRecord = Omit<MigrationRecord, 'engine'>;

export interface RecordOptions {
  /** Where each framework writes down what it has applied, by its name. */
  readonly tables: RecordTables;
  /** Where a relative path of SQLite starts: an absolute folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the connection, and again for each statement; 5 seconds unless given. */
  readonly timeoutMs?: number;
}

export const RECORD_TIMEOUT = 5000;
