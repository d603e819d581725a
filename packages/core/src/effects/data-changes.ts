import type { SchemaEffect } from './schema-effect.js';

export interface RowWrite {
  readonly does: 'insert' | 'update' | 'delete';
  /** The name as effects spell it: a table `roles` or `billing.roles`; a model `shop.tag` if rows are written through models. */
  readonly table: string;
  readonly rows?: number;
  readonly doubt?: string;
}

export interface SchemaChange {
  readonly touch: SchemaEffect;
  readonly columns?: readonly SchemaEffect[];
  readonly doubt?: string;
}

export interface DataChanges {
  readonly seeds: readonly RowWrite[];
  readonly schema?: readonly SchemaChange[];
  readonly isAll: boolean;
}

/** Changes that may not run have no certain number of rows. */
export function withDoubt({ seeds, schema, isAll }: DataChanges, doubt: string): DataChanges {
  return {
    seeds: seeds.map(({ does, table, doubt: own }) => ({ does, table, doubt: own ?? doubt })),
    isAll,
    ...(schema ? { schema: schema.map(change => ({ doubt, ...change })) } : {}),
  };
}
