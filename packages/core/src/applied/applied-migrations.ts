/** Keyed by the framework's name. A framework that has no table in the database has no key. */
export type AppliedMigrations = Readonly<Record<string, readonly AppliedRow[]>>;

export interface AppliedRow {
  /** The name carries its schema if the schema is not on the search path: `audit.versions`. */
  readonly table: string;
  readonly label?: string;
  readonly name: string;
}

export interface ObservedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A change of one row: `to` is the new name, or null to delete the row. */
export interface RowChange extends AppliedRow {
  readonly to: string | null;
}

export interface TableChange {
  readonly table: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface RecordChanges {
  readonly rows: readonly RowChange[];
  readonly tables: readonly TableChange[];
}
