import type { SchemaAction, SchemaObjectKind } from '../effects/schema-effect.js';
import type { RowWrite } from '../effects/data-changes.js';

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
  readonly to?: string;
  readonly type?: string;
  readonly table?: string;
  readonly columns?: readonly DescribedColumn[];
  readonly doubt?: string;
}

export type DescribedRows = Pick<RowWrite, 'does' | 'table' | 'rows' | 'doubt'>;

export interface DescribedMigration {
  /** As the framework spells it. */
  readonly name: string;
  readonly path: string;
  readonly parents: readonly string[];
  /** Migrations of other histories that have to be applied before it. */
  readonly requires: readonly string[];
  /** The migrations that it squashes; none of these is described by itself. */
  readonly replaces: readonly string[];
  /** The first line of its docstring; empty without one. */
  readonly summary: string;
  readonly deeds: readonly DescribedEffect[];
  readonly seeds: readonly DescribedRows[];
  /** Operations that cannot be read: `execute runs SQL`. */
  readonly opaque: readonly string[];
}

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

export interface DescribeReport {
  readonly schema: 1;
  readonly command: 'describe';
  readonly ref: string;
  readonly commit: string | null;
  readonly histories: readonly DescribedHistory[];
}
