/** What an operation does to one thing. A thing that gets another name is renamed, and the new name added. */
export type SchemaAction = 'add' | 'alter' | 'remove' | 'rename' | 'use';

/**
 * Migrations name models and their fields, or tables and their columns. `option`: what is set for a model as a whole (`unique_together`).
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
