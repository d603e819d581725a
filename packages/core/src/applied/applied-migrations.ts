/** The applied migrations that a database has rows of, by the name of the framework. A framework without a table in the database has no key. */
export type AppliedMigrations = Readonly<Record<string, readonly AppliedRow[]>>;

/** A row of a framework's own table. */
export interface AppliedRow {
  /** With its schema where that is not on the search path: `audit.versions`. */
  readonly table: string;
  /** The label of the migration's history, where the table says it. */
  readonly label?: string;
  /** The migration as the table spells it: `0002_sku`, `ae1027a6acf`. */
  readonly name: string;
}

/** A table of the database, by the name that it is asked for: `items`, `billing.items` where its schema is not on the search path. */
export interface ObservedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A row that gets another name, or with `to` null is taken out. */
export interface RowChange extends AppliedRow {
  readonly to: string | null;
}

/** The names that stand in a table, and those that come in their place. */
export interface TableChange {
  readonly table: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What is to be written into the frameworks' own tables, and nothing else. */
export interface RecordChanges {
  readonly rows: readonly RowChange[];
  readonly tables: readonly TableChange[];
}
