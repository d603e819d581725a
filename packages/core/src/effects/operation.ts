import type { Span } from '../model/migration.js';
import type { DataChanges } from './data-changes.js';

/** What an operation does to one thing. A thing that gets another name is renamed, and the new name added. */
export type SchemaAction = 'add' | 'alter' | 'remove' | 'rename' | 'use';

/**
 * Models and their fields are Django's words, tables and their columns Alembic's. `option`: what is set for a model as a whole (`unique_together`).
 * `type`: a named type of the database, an enumeration.
 */
export type SchemaObjectKind = 'model' | 'field' | 'option' | 'table' | 'column' | 'index' | 'constraint' | 'type';

/** Stands for every name, where the file does not say which. */
export const ANY_NAME = '*';

export interface SchemaEffect {
  readonly does: SchemaAction;
  readonly thing: SchemaObjectKind;
  /** As it is compared: a model `shop.item`, a table `items` or `billing.items`, a field, a column, an index by its bare name. */
  readonly name: string;
  /** The model or table that it is a part of; absent for what is a part of none. */
  readonly of?: string;
  /** The new name of what is renamed. */
  readonly to?: string;
  /** The class of a field or column: `DateField`, `String`; of a relation with what it points at: `ForeignKey to orgs.team`. */
  readonly type?: string;
  /** Set where what is in the rows is lost. */
  readonly destroys?: true;
}

/** One element of a Django migration's `operations`, one statement of an Alembic revision's `upgrade`. */
export interface Operation {
  /** As the framework calls it: `AddField`, `add_column`. */
  readonly kind: string;
  readonly span: Span;
  /** Everything that it certainly touches; where it is opaque, what it may. */
  readonly touches: readonly SchemaEffect[];
  /** The columns or fields with which a table or model that it adds begins, each as an addition; no touches, as nobody else can touch them before. */
  readonly columns?: readonly SchemaEffect[];
  readonly data?: DataChanges;
  /** What keeps the file from saying what it touches: `runs Python`. */
  readonly opaque?: string;
}
