import type { SchemaEffect } from './schema-effect.js';

/** Rows that a migration writes, changes or deletes. */
export interface RowWrite {
  readonly does: 'insert' | 'update' | 'delete';
  /** As touches name it: a table `roles` or `billing.roles`; a model `shop.tag` where the rows are written through models. */
  readonly table: string;
  /** How many rows are inserted; absent where that is not certain. */
  readonly rows?: number;
  /** Why it may not happen, or more than once. */
  readonly doubt?: string;
}

/** What a statement of SQL does to one thing of the schema. */
export interface SchemaChange {
  readonly touch: SchemaEffect;
  /** What a new table begins with. */
  readonly columns?: readonly SchemaEffect[];
  readonly doubt?: string;
}

/** What an operation does that its touches do not tell, as far as it can be read: to rows, and by SQL to the schema. */
export interface DataChanges {
  readonly seeds: readonly RowWrite[];
  readonly schema?: readonly SchemaChange[];
  /** Whether that is all that the operation does. */
  readonly isAll: boolean;
}

/** The same where it may not run: how many rows there are then is not certain. */
export function withDoubt({ seeds, schema, isAll }: DataChanges, doubt: string): DataChanges {
  return {
    seeds: seeds.map(({ does, table, doubt: own }) => ({ does, table, doubt: own ?? doubt })),
    isAll,
    ...(schema ? { schema: schema.map(change => ({ doubt, ...change })) } : {}),
  };
}
