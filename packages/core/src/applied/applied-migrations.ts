/** What a database says it has applied. The key of a table that is not there is absent. */
export interface AppliedMigrations {
  /** The rows of `django_migrations`. */
  readonly django?: readonly DjangoRow[];
  /** The rows of Alembic's version tables: the leaves of what is applied. */
  readonly alembic?: readonly AlembicRow[];
}

export interface DjangoRow {
  /** The app's label. */
  readonly app: string;
  readonly name: string;
}

export interface AlembicRow {
  /** `alembic_version`; with its schema where that is not on the search path: `audit.alembic_version`. */
  readonly table: string;
  readonly version: string;
}

/** A table of the database, by the name that it is asked for: `items`, `billing.items` where its schema is not on the search path. */
export interface ObservedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What is to be written into the frameworks' own tables, and nothing else. */
export interface RecordChanges {
  /** Rows to rename, or with `to` null to take out. */
  readonly django: readonly (DjangoRow & { readonly to: string | null })[];
  /** By table, the rows that stand there and those that come in their place. */
  readonly alembic: readonly { readonly table: string; readonly from: readonly string[]; readonly to: readonly string[] }[];
}
