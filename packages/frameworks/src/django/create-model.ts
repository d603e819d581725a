import { ANY, type Touch } from '@oneleaf/core';
import { isNone, textOf } from '../python/call.js';
import type { Expression } from '../python/expression.js';
import { fieldOf, modelNamed, namedPart, type Place } from './fields.js';

/** A new model: its name, its table, its indexes and constraints, and the models that it refers to. */
export function createModel(given: ReadonlyMap<string, Expression>, label: string): readonly Touch[] | undefined {
  const name = textOf(given.get('name'));
  const fields = given.get('fields');
  const options = optionsOf(given.get('options'));
  if (name === undefined || fields?.kind !== 'sequence' || !options) return undefined;
  const place = { label, model: modelNamed(name, label) };
  const parts = [...fieldUses(fields.elements, place), ...namedParts(options, place)];
  if (parts.includes(undefined)) return undefined;
  const table = textOf(options.get('db_table')) ?? place.model.replace('.', '_');
  return [
    { does: 'add', thing: 'model', name: place.model },
    ...(hasTable(options) ? [{ does: 'add', thing: 'table', name: table } as const] : []),
    ...parts.flatMap(part => part ?? []),
    ...basesOf(given.get('bases'), label),
  ];
}

/** The fields with which a new model begins, each as an addition. */
export function fieldsOf(given: ReadonlyMap<string, Expression>, label: string): readonly Touch[] {
  const place = { label, model: modelNamed(textOf(given.get('name')) ?? ANY, label) };
  const fields = given.get('fields');
  const elements = fields?.kind === 'sequence' ? fields.elements : [];
  return elements.flatMap(element => {
    const [name, definition] = element.kind === 'sequence' ? element.elements : [];
    const [text, field] = [textOf(name), fieldOf(definition, place)];
    return text === undefined
      ? []
      : [{ does: 'add', thing: 'field', name: text, of: place.model, ...(field ? { type: field.type } : {}) } as const];
  });
}

/** The options that can be read by name; undefined where the whole is computed. */
function optionsOf(expression: Expression | undefined): ReadonlyMap<string, Expression> | undefined {
  if (isNone(expression)) return new Map();
  if (expression?.kind !== 'mapping') return undefined;
  return new Map(expression.entries.map(([key, value]) => [textOf(key) ?? ANY, value]));
}

/** A proxy shows the table of its base, and what is not managed somebody else makes. */
function hasTable(options: ReadonlyMap<string, Expression>): boolean {
  const is = (name: string, value: boolean): boolean => {
    const given = options.get(name);
    return given?.kind === 'constant' && given.value === value;
  };
  return !is('proxy', true) && !is('managed', false);
}

type Parts = readonly (readonly Touch[] | undefined)[];

function fieldUses(elements: readonly Expression[], place: Place): Parts {
  return elements.map(element => {
    const field = element.kind === 'sequence' ? element.elements[1] : undefined;
    return fieldOf(field, place)?.uses.filter(({ name, of }) => name !== place.model && of !== place.model);
  });
}

function namedParts(options: ReadonlyMap<string, Expression>, place: Place): Parts {
  return (['index', 'constraint'] as const).flatMap(thing => {
    const list = options.get(thing === 'index' ? 'indexes' : 'constraints');
    if (isNone(list)) return [];
    if (list?.kind !== 'sequence') return [undefined];
    return list.elements.map((element): readonly Touch[] | undefined => {
      const named = namedPart(element, place);
      return named && [{ does: 'add', thing, name: named.name, of: place.model }];
    });
  });
}

/** Bases that are models are written as strings, mixins as names (ModelState.from_model). */
function basesOf(expression: Expression | undefined, label: string): readonly Touch[] {
  if (expression?.kind !== 'sequence') return [];
  return expression.elements.flatMap(element => {
    const name = textOf(element);
    return name === undefined ? [] : [{ does: 'use', thing: 'model', name: modelNamed(name, label) } as const];
  });
}
