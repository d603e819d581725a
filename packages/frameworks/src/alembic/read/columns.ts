import { ANY_NAME, type SchemaEffect } from '@oneleaf/core';
import { callArguments, isNone, lastName, literalText, literalTexts } from '../../languages/python/values/call-arguments.js';
import type { CallExpression, Expression } from '../../languages/python/syntax/expression.js';
import { qualifyName } from '../../languages/sql/statement-touches.js';

export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly touches: readonly SchemaEffect[];
}

/** `sa.Column('name', type, …)`; undefined where it is no call with a literal name. */
export function columnDefinition(expression: Expression | undefined): ColumnDefinition | undefined {
  if (expression?.kind !== 'call' || lastName(expression.callee) !== 'Column') return undefined;
  const given = callArguments(expression, ['name']);
  const name = literalText(given?.named.get('name'));
  if (!given || name === undefined) return undefined;
  const [first] = given.rest;
  const parts = [...given.rest, given.named.get('type_')].flatMap(part => (part ? partTouches(part) : []));
  return { name, type: typeName(given.named.get('type_') ?? first), touches: parts };
}

export function typeName(expression: Expression | undefined): string {
  if (expression?.kind === 'call') return lastName(expression.callee);
  return expression?.kind === 'name' ? lastName(expression.path) : '';
}

/** What a type, key or constraint within a column says of other things. */
export function partTouches(part: Expression): readonly SchemaEffect[] {
  if (part.kind !== 'call') return [];
  const kind = lastName(part.callee);
  if (kind === 'ForeignKey') return referenceTouches(part.args[0]);
  if (kind.toLowerCase() === 'enum') return enumTouches(part, 'use');
  return part.args.flatMap(partTouches);
}

/** A named enumeration is a type of its own in PostgreSQL. */
export function enumTouches(call: CallExpression, does: SchemaEffect['does']): readonly SchemaEffect[] {
  const { named } = callArguments(call, []) ?? {};
  const name = literalText(named?.get('name'));
  if (name === undefined || isFalse(named?.get('native_enum'))) return [];
  const made = does === 'add' && isFalse(named?.get('create_type')) ? 'use' : does;
  return [{ does: made, thing: 'type', name: qualifyName(name, literalText(named?.get('schema'))) }];
}

function isFalse(expression: Expression | undefined): boolean {
  return expression?.kind === 'constant' && expression.value === false;
}

/** `table.column` or `schema.table.column`. */
export function referenceTouches(expression: Expression | undefined): readonly SchemaEffect[] {
  const parts = literalText(expression)?.split('.') ?? [];
  const name = parts.pop() ?? ANY_NAME;
  const table = parts.pop();
  return table === undefined ? columnUses(ANY_NAME, [ANY_NAME]) : columnUses(qualifyName(table, parts.pop()), [name]);
}

export function columnUses(table: string, columns: readonly string[] | undefined): readonly SchemaEffect[] {
  const uses = (columns ?? [ANY_NAME]).map((name): SchemaEffect => ({ does: 'use', thing: 'column', name, of: table }));
  return [{ does: 'use', thing: 'table', name: table }, ...uses];
}

/** The elements of `create_table` after its name; undefined where one cannot be read. */
export function tableParts(elements: readonly Expression[], table: string): readonly SchemaEffect[] | undefined {
  const parts = elements.map(element => tablePart(element, table));
  return parts.every(part => part !== undefined) ? parts.flat() : undefined;
}

function tablePart(element: Expression, table: string): readonly SchemaEffect[] | undefined {
  if (element.kind !== 'call') return undefined;
  const column = columnDefinition(element);
  const isElsewhere = ({ name, of }: SchemaEffect): boolean => name !== table && of !== table;
  // Creating a table creates the types of its columns.
  if (column)
    return [...column.touches.filter(touch => touch.thing !== 'type' && isElsewhere(touch)), ...element.args.flatMap(createdTypeTouches)];
  const kind = lastName(element.callee);
  if (kind === 'Column' || !/(?:Constraint|Index)$/.test(kind)) return undefined;
  const given = callArguments(element, kind === 'Index' ? ['name'] : ['columns', 'refcolumns']);
  if (!given) return undefined;
  const name = literalText(given.named.get('name'));
  const named: readonly SchemaEffect[] =
    name === undefined ? [] : [{ does: 'add', thing: kind === 'Index' ? 'index' : 'constraint', name, of: table }];
  return kind === 'ForeignKeyConstraint' ? [...named, ...foreignKeyTouches(given.named.get('refcolumns')).filter(isElsewhere)] : named;
}

function createdTypeTouches(part: Expression): readonly SchemaEffect[] {
  return part.kind === 'call' && lastName(part.callee).toLowerCase() === 'enum' ? enumTouches(part, 'add') : [];
}

function foreignKeyTouches(list: Expression | undefined): readonly SchemaEffect[] {
  if (list?.kind !== 'sequence' || literalTexts(list) === undefined) return isNone(list) ? [] : columnUses(ANY_NAME, [ANY_NAME]);
  return list.elements.flatMap(referenceTouches);
}
