import type { SchemaAction, SchemaObjectKind } from '../effects/schema-effect.js';
import type { RowWrite } from '../effects/data-changes.js';

/** A column or field, with its class where the file says so. */
export interface DescribedColumn {
  readonly name: string;
  readonly type?: string;
}

/** What a migration does to one thing of the schema, in the framework's own words: models and fields, or tables and columns. */
export interface DescribedEffect {
  readonly does: Exclude<SchemaAction, 'use'>;
  readonly thing: SchemaObjectKind;
  readonly name: string;
  /** The table or model that it is a part of; absent for what is a part of none, and where the file does not say. */
  readonly of?: string;
  /** The new name. */
  readonly to?: string;
  readonly type?: string;
  /** Of a model the table that it has from then on. */
  readonly table?: string;
  /** What a table or model begins with. */
  readonly columns?: readonly DescribedColumn[];
  /** Why it may not happen. */
  readonly doubt?: string;
}

/** Rows, those of several operations together. */
export type DescribedRows = Pick<RowWrite, 'does' | 'table' | 'rows' | 'doubt'>;

export interface DescribedMigration {
  /** As the framework spells it. */
  readonly name: string;
  readonly path: string;
  /** What stands before it in its history. */
  readonly parents: readonly string[];
  /** What has to be applied before it of other histories, or out of line. */
  readonly requires: readonly string[];
  /** What it squashes; of these none is told by itself. */
  readonly replaces: readonly string[];
  /** The first line of its docstring; empty without one. */
  readonly summary: string;
  readonly deeds: readonly DescribedEffect[];
  readonly seeds: readonly DescribedRows[];
  /** What it does besides and does not say: `execute runs SQL`. */
  readonly opaque: readonly string[];
}

/** A file of which something cannot be told. */
export interface DescribedDoubt {
  readonly path: string;
  readonly reason: string;
}

export interface DescribedHistory {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  /** In the order in which they are applied to a new database. */
  readonly migrations: readonly DescribedMigration[];
  readonly leaves: readonly string[];
  readonly doubts: readonly DescribedDoubt[];
}

/** What the migrations of a tree do, told from their text alone. */
export interface DescribeReport {
  readonly schema: 1;
  readonly command: 'describe';
  readonly ref: string;
  /** The commit of that ref; null for the working tree. */
  readonly commit: string | null;
  readonly histories: readonly DescribedHistory[];
}
