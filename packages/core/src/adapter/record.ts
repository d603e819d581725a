export interface RecordTable {
  readonly name: string;
  /** Whether projects may rename it: a table whose name begins so, or that has only the name column, is one too. */
  readonly renamable: boolean;
  readonly nameColumn: string;
  /** Absent where a table is of one history. */
  readonly labelColumn?: string;
  /** Numbers the rows in the order in which they were written. */
  readonly idColumn?: string;
}

export type RecordTables = Readonly<Record<string, RecordTable>>;
