import type { Span } from './model.js';

/** A literal text that is written into a column. */
export interface SeedValue {
  readonly column: string;
  readonly text: string;
  /** What stands between the quotes where they hold the text as it is; else the whole string in which it stands, which may be a statement of SQL. */
  readonly span: Span;
}

/** Rows that a migration writes, changes or deletes. */
export interface Seed {
  readonly does: 'insert' | 'update' | 'delete';
  /** As touches name it: a table `roles` or `billing.roles`; where Django's own means are used, a model `shop.tag`. */
  readonly table: string;
  /** How many rows are inserted; absent where that is not certain. */
  readonly rows?: number;
  /** Why it may not happen, or more than once. */
  readonly doubt?: string;
  /** The texts that are inserted, row by row, as far as they stand in the file. */
  readonly values: readonly SeedValue[];
}

/** What an operation does to rows, as far as it can be read. */
export interface Data {
  readonly seeds: readonly Seed[];
  /** Whether that is all that the operation does. */
  readonly isAll: boolean;
}

/** The same where it may not run: how many rows there are then is not certain. */
export function inDoubt({ seeds, isAll }: Data, doubt: string): Data {
  return { seeds: seeds.map(({ does, table, values, doubt: own }) => ({ does, table, values, doubt: own ?? doubt })), isAll };
}
