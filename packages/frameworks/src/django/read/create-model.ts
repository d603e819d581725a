import { ANY_NAME, type SchemaEffect } from '@oneleaf/core';
import { isNone, literalText } from '../../languages/python/values/call-arguments.js';
import type { Expression } from '../../languages/python/syntax/expression.js';
import { fieldDefinition, qualifiedModel, namedPart, type ModelContext } from './fields.js';

/** A new model: its name, its table, its indexes and constraints, and the models that it refers to. */
export function createModelTouches(given: ReadonlyMap<string, Expression>, label: string): readonly SchemaEffect[] | undefined {
  const name = literalText(given.get('name'));
  const fields = given.get('fields');
  const options = literalOptions(given.get('options'));
  if (name === undefined || fields?.kind !== 'sequence' || !options) return undefined;
  const context = { label, model: qualifiedModel(name, label) };
  const parts = [...fieldUses(fields.elements, context), ...namedParts(options, context)];
  if (parts.includes(undefined)) return undefined;
  const table = literalText(options.get('db_table')) ?? context.model.replace('.', '_');
  return [
    { does: 'add', thing: 'model', name: context.model },
    ...(hasTable(options) ? [{ does: 'add', thing: 'table', name: table } as const] : []),
    ...parts.flatMap(part => part ?? []),
    ...baseTouches(given.get('bases'), label),
  ];
}

/** The fields with which a new model begins, each as an addition. */
export function newFields(given: ReadonlyMap<string, Expression>, label: string): readonly SchemaEffect[] {
  const context = { label, model: qualifiedModel(literalText(given.get('name')) ?? ANY_NAME, label) };
  const fields = given.get('fields');
  const elements = fields?.kind === 'sequence' ? fields.elements : [];
  return elements.flatMap(element => {
    const [name, definition] = element.kind === 'sequence' ? element.elements : [];
    const [text, field] = [literalText(name), fieldDefinition(definition, context)];
    return text === undefined
      ? []
      : [{ does: 'add', thing: 'field', name: text, of: context.model, ...(field ? { type: field.type } : {}) } as const];
  });
}

/** The options that can be read by name; undefined where the whole is computed. */
function literalOptions(expression: Expression | undefined): ReadonlyMap<string, Expression> | undefined {
  if (isNone(expression)) return new Map();
  if (expression?.kind !== 'mapping') return undefined;
  return new Map(expression.entries.map(([key, value]) => [literalText(key) ?? ANY_NAME, value]));
}

/** A proxy shows the table of its base, and what is not managed somebody else makes. */
function hasTable(options: ReadonlyMap<string, Expression>): boolean {
  const is = (name: string, value: boolean): boolean => {
    const given = options.get(name);
    return given?.kind === 'constant' && given.value === value;
  };
  return !is('proxy', true) && !is('managed', false);
}

type TouchLists = readonly (readonly SchemaEffect[] | undefined)[];

function fieldUses(elements: readonly Expression[], context: ModelContext): TouchLists {
  return elements.map(element => {
    const field = element.kind === 'sequence' ? element.elements[1] : undefined;
    return fieldDefinition(field, context)?.uses.filter(({ name, of }) => name !== context.model && of !== context.model);
  });
}

function namedParts(options: ReadonlyMap<string, Expression>, context: ModelContext): TouchLists {
  return (['index', 'constraint'] as const).flatMap(thing => {
    const list = options.get(thing === 'index' ? 'indexes' : 'constraints');
    if (isNone(list)) return [];
    if (list?.kind !== 'sequence') return [undefined];
    return list.elements.map((element): readonly SchemaEffect[] | undefined => {
      const named = namedPart(element, context);
      return named && [{ does: 'add', thing, name: named.name, of: context.model }];
    });
  });
}

/** Bases that are models are written as strings, mixins as names (ModelState.from_model). */
function baseTouches(expression: Expression | undefined, label: string): readonly SchemaEffect[] {
  if (expression?.kind !== 'sequence') return [];
  return expression.elements.flatMap(element => {
    const name = literalText(element);
    return name === undefined ? [] : [{ does: 'use', thing: 'model', name: qualifiedModel(name, label) } as const];
  });
}
