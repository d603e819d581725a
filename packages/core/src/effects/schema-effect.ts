/** A thing that gets another name is renamed, and the new name is added. */
export type SchemaAction = 'add' | 'alter' | 'remove' | 'rename' | 'use';

/**
 * Migrations name models and their fields, or tables and their columns. `option` is a setting of a whole model (`unique_together`), `type`
 * a named type of the database such as an enumeration.
 */
export type SchemaObjectKind = 'model' | 'field' | 'option' | 'table' | 'column' | 'index' | 'constraint' | 'type';

export const ANY_NAME = '*';

export interface SchemaEffect {
  readonly does: SchemaAction;
  readonly thing: SchemaObjectKind;
  /** The name in comparisons: a model `shop.item`, a table `items` or `billing.items`, otherwise a bare name. */
  readonly name: string;
  readonly of?: string;
  readonly to?: string;
  /** The class of a field or column: `DateField`, `String`; of a relation with its target: `ForeignKey to orgs.team`. */
  readonly type?: string;
  readonly destroys?: true;
}
