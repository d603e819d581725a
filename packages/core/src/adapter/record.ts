/** The table in which a framework writes down which migrations a database has applied. Engines find, read and change it by this alone. */
export interface RecordTable {
  readonly name: string;
  /** Whether projects may call it otherwise. Then every table counts whose name begins so and that has the column, or that has this column alone. */
  readonly renamable: boolean;
  /** Holds the name of a migration. */
  readonly nameColumn: string;
  /** Holds the label of the migration's history; absent where a table is of one history. */
  readonly labelColumn?: string;
  /** Numbers the rows in the order of their coming; absent where a name is enough to tell a row. */
  readonly idColumn?: string;
}

/** The tables of the frameworks, by the name of the framework. */
export type RecordTables = Readonly<Record<string, RecordTable>>;
