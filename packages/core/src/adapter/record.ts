/** How a framework remembers in a database which migrations it has applied. */
export interface MigrationRecord {
  /** The table of applied migrations, as messages call it. */
  readonly table: string;
}
