import { ANY, type Touch } from '@oneleaf/core';
import { argumentsOf, isNone, lastName, textOf, textsOf } from '../python/call.js';
import type { Call, Expression } from '../python/expression.js';
import { inSchema } from '../python/sql.js';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly touches: readonly Touch[];
}

/** `sa.Column('name', type, …)`; undefined where it is no call with a literal name. */
export function columnOf(expression: Expression | undefined): Column | undefined {
  if (expression?.kind !== 'call' || lastName(expression.callee) !== 'Column') return undefined;
  const given = argumentsOf(expression, ['name']);
  const name = textOf(given?.named.get('name'));
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
export function partTouches(part: Expression): readonly Touch[] {
  if (part.kind !== 'call') return [];
  const kind = lastName(part.callee);
  if (kind === 'ForeignKey') return referenceOf(part.args[0]);
  if (kind.toLowerCase() === 'enum') return enumOf(part, 'use');
  return part.args.flatMap(partTouches);
}

/** A named enumeration is a type of its own in PostgreSQL. */
export function enumOf(call: Call, does: Touch['does']): readonly Touch[] {
  const { named } = argumentsOf(call, []) ?? {};
  const name = textOf(named?.get('name'));
  if (name === undefined || isFalse(named?.get('native_enum'))) return [];
  const made = does === 'add' && isFalse(named?.get('create_type')) ? 'use' : does;
  return [{ does: made, thing: 'type', name: inSchema(name, textOf(named?.get('schema'))) }];
}

function isFalse(expression: Expression | undefined): boolean {
  return expression?.kind === 'constant' && expression.value === false;
}

/** `table.column` or `schema.table.column`. */
export function referenceOf(expression: Expression | undefined): readonly Touch[] {
  const parts = textOf(expression)?.split('.') ?? [];
  const name = parts.pop() ?? ANY;
  const table = parts.pop();
  return table === undefined ? useOf(ANY, [ANY]) : useOf(inSchema(table, parts.pop()), [name]);
}

export function useOf(table: string, columns: readonly string[] | undefined): readonly Touch[] {
  const uses = (columns ?? [ANY]).map((name): Touch => ({ does: 'use', thing: 'column', name, of: table }));
  return [{ does: 'use', thing: 'table', name: table }, ...uses];
}

/** The elements of `create_table` after its name; undefined where one cannot be read. */
export function tableParts(elements: readonly Expression[], table: string): readonly Touch[] | undefined {
  const parts = elements.map(element => tablePart(element, table));
  return parts.every(part => part !== undefined) ? parts.flat() : undefined;
}

function tablePart(element: Expression, table: string): readonly Touch[] | undefined {
  if (element.kind !== 'call') return undefined;
  const column = columnOf(element);
  const isElsewhere = ({ name, of }: Touch): boolean => name !== table && of !== table;
  // Creating a table creates the types of its columns.
  if (column)
    return [...column.touches.filter(touch => touch.thing !== 'type' && isElsewhere(touch)), ...element.args.flatMap(createdType)];
  const kind = lastName(element.callee);
  if (kind === 'Column' || !/(?:Constraint|Index)$/.test(kind)) return undefined;
  const given = argumentsOf(element, kind === 'Index' ? ['name'] : ['columns', 'refcolumns']);
  if (!given) return undefined;
  const name = textOf(given.named.get('name'));
  const named: readonly Touch[] =
    name === undefined ? [] : [{ does: 'add', thing: kind === 'Index' ? 'index' : 'constraint', name, of: table }];
  return kind === 'ForeignKeyConstraint' ? [...named, ...references(given.named.get('refcolumns')).filter(isElsewhere)] : named;
}

function createdType(part: Expression): readonly Touch[] {
  return part.kind === 'call' && lastName(part.callee).toLowerCase() === 'enum' ? enumOf(part, 'add') : [];
}

function references(list: Expression | undefined): readonly Touch[] {
  if (list?.kind !== 'sequence' || textsOf(list) === undefined) return isNone(list) ? [] : useOf(ANY, [ANY]);
  return list.elements.flatMap(referenceOf);
}
