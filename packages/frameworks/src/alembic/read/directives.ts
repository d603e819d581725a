import type { SchemaEffect } from '@oneleaf/core';
import { type CallArguments, isNone, literalText, literalTexts } from '../../languages/python/values/call-arguments.js';
import { qualifyName } from '../../languages/sql/statement-touches.js';
import { columnDefinition, partTouches, tableParts, columnUses } from './columns.js';

/** The table whose `batch_alter_table` a directive stands in. */
export interface BatchedTable {
  readonly table: string;
}

/** One of `op`'s directives: the parameters that may be given by position, and what it touches; undefined where that is computed. */
export interface Directive {
  readonly parameters: readonly string[];
  /** The parameter that a batch leaves out, as it knows the table. */
  readonly table: string;
  readonly touches: (given: DirectiveArguments, table: string) => readonly SchemaEffect[] | undefined;
}

/** The arguments of a directive: literals by name, and the expressions themselves. */
interface DirectiveArguments extends CallArguments {
  readonly text: (name: string) => string | undefined;
}

type TouchReader = Directive['touches'];

function directive(parameters: readonly string[], touches: TouchReader, table = 'table_name'): Directive {
  return { parameters, table, touches };
}

/** Undefined where the table or an argument is computed. */
export function directiveTouches(
  { table, touches }: Directive,
  given: CallArguments,
  batch: BatchedTable | undefined,
): readonly SchemaEffect[] | undefined {
  const text = (name: string): string | undefined => literalText(given.named.get(name));
  const name = batch?.table ?? text(table);
  const schema = batch ? undefined : (text('schema') ?? text('source_schema'));
  if (name === undefined && !isNone(given.named.get(table))) return undefined;
  return touches({ ...given, text }, name === undefined ? '*' : qualifyName(name, schema));
}

const columnTouch =
  (does: SchemaEffect['does'], extra: Partial<SchemaEffect> = {}): TouchReader =>
  (given, of) => {
    const name = given.text('column_name');
    return name === undefined ? undefined : [{ does, thing: 'column', name, of, ...extra }];
  };

const addColumn: TouchReader = (given, of) => {
  const added = columnDefinition(given.named.get('column'));
  return added && [{ does: 'add', thing: 'column', name: added.name, of, type: added.type }, ...added.touches];
};

const alterColumn: TouchReader = (given, of) => {
  const name = given.text('column_name');
  const to = given.text('new_column_name');
  if (name === undefined || (to === undefined && !isNone(given.named.get('new_column_name')))) return undefined;
  const type = given.named.get('type_');
  const uses = type ? partTouches(type) : [];
  if (to === undefined || to === name) return [{ does: 'alter', thing: 'column', name, of }, ...uses];
  return [{ does: 'rename', thing: 'column', name, of, to }, { does: 'add', thing: 'column', name: to, of }, ...uses];
};

/** A new index or constraint on columns, or on what an expression names. A constraint without a name gets one from the database. */
const addIndexOrConstraint =
  (thing: 'index' | 'constraint', parameter: string, columns = ''): TouchReader =>
  (given, of) => {
    const name = given.text(parameter);
    if (name === undefined && !isNone(given.named.get(parameter))) return undefined;
    const named: readonly SchemaEffect[] = name === undefined ? [] : [{ does: 'add', thing, name, of }];
    return [...named, ...columnUses(of, literalTexts(given.named.get(columns)))];
  };

const foreignKey: TouchReader = (given, of) => {
  const own = addIndexOrConstraint('constraint', 'constraint_name', 'local_cols')(given, of);
  const referent = given.text('referent_table');
  const target = referent === undefined ? '*' : qualifyName(referent, given.text('referent_schema'));
  return own && [...own, ...columnUses(target, literalTexts(given.named.get('remote_cols')))];
};

/** Which columns it stood on, the directive does not say. */
const dropIndexOrConstraint =
  (thing: 'index' | 'constraint', parameter: string): TouchReader =>
  (given, of) => {
    const name = given.text(parameter);
    return name === undefined ? undefined : [{ does: 'remove', thing, name, of }, ...columnUses(of, undefined)];
  };

const createTable: TouchReader = (given, name) => {
  const parts = tableParts(given.rest, name);
  return parts && [{ does: 'add', thing: 'table', name }, ...parts];
};

const renameTable: TouchReader = (given, name) => {
  const to = given.text('new_table_name');
  if (to === undefined) return undefined;
  const renamed = qualifyName(to, given.text('schema'));
  return [
    { does: 'rename', thing: 'table', name, to: renamed },
    { does: 'add', thing: 'table', name: renamed },
  ];
};

const tableComment: TouchReader = (_, of) => [{ does: 'alter', thing: 'option', name: 'comment', of }];

const uniqueOrPrimary = directive(
  ['constraint_name', 'table_name', 'columns'],
  addIndexOrConstraint('constraint', 'constraint_name', 'columns'),
);
const checkConstraint = directive(['constraint_name', 'table_name', 'condition'], addIndexOrConstraint('constraint', 'constraint_name'));

/** `op`'s directives (alembic/operations/base.py, `Operations` and `BatchOperations`). */
export const directives: ReadonlyMap<string, Directive> = new Map([
  ['create_table', directive(['table_name'], createTable)],
  ['drop_table', directive(['table_name'], (_, name) => [{ does: 'remove', thing: 'table', name, destroys: true }])],
  ['rename_table', directive(['old_table_name', 'new_table_name'], renameTable, 'old_table_name')],
  ['create_table_comment', directive(['table_name', 'comment'], tableComment)],
  ['drop_table_comment', directive(['table_name'], tableComment)],
  ['add_column', directive(['table_name', 'column'], addColumn)],
  ['drop_column', directive(['table_name', 'column_name'], columnTouch('remove', { destroys: true }))],
  ['alter_column', directive(['table_name', 'column_name'], alterColumn)],
  ['create_index', directive(['index_name', 'table_name', 'columns'], addIndexOrConstraint('index', 'index_name', 'columns'))],
  ['drop_index', directive(['index_name', 'table_name'], dropIndexOrConstraint('index', 'index_name'))],
  ['create_unique_constraint', uniqueOrPrimary],
  ['create_primary_key', uniqueOrPrimary],
  ['create_check_constraint', checkConstraint],
  ['create_exclude_constraint', checkConstraint],
  [
    'create_foreign_key',
    directive(['constraint_name', 'source_table', 'referent_table', 'local_cols', 'remote_cols'], foreignKey, 'source_table'),
  ],
  ['drop_constraint', directive(['constraint_name', 'table_name', 'type_'], dropIndexOrConstraint('constraint', 'constraint_name'))],
]);
