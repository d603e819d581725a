/** One object of a schema as text. Equal objects have equal texts. */
export interface CatalogObject {
  readonly kind: string;
  readonly name: string;
  readonly definition: string;
  /** Of a column, from 1 on: its order is compared apart from the rest. */
  readonly position?: number;
  /** Of a column. */
  readonly table?: string;
}

/** What a database's schema holds, without what its extensions brought and the frameworks' own version tables. */
export interface Catalog {
  /** The engine's name. */
  readonly engine: string;
  readonly objects: readonly CatalogObject[];
}

/** Rows of one table, whatever their order and that of its columns. */
export interface TableRows {
  readonly table: string;
  readonly rows: number;
  readonly hash: string;
  /** Of each column alone. */
  readonly columns: Readonly<Record<string, string>>;
}
