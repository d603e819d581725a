import type { Touch } from '@oneleaf/core';
import { isNone, textOf } from '../python/call.js';
import type { Expression } from '../python/expression.js';
import { createModel } from './create-model.js';
import { fieldOf, modelNamed, namedPart, orderingOf, type Place, togetherOf, usesOf } from './fields.js';

export type Named = ReadonlyMap<string, Expression>;

/** One of Django's operations: what its arguments are called, and what they say is touched; undefined where they do not. */
export interface Kind {
  readonly parameters: readonly string[];
  readonly touches: (given: Named, label: string) => readonly Touch[] | undefined;
}

/** What an operation on a model that it names in its first parameter touches. */
type OnModel = (given: Named, place: Place) => readonly Touch[] | undefined;

function on(parameters: readonly string[], touches: OnModel): Kind {
  const [first = ''] = parameters;
  return {
    parameters,
    touches: (given, label) => {
      const name = textOf(given.get(first));
      return name === undefined ? undefined : touches(given, { label, model: modelNamed(name, label) });
    },
  };
}

/** A part of a model: what does to it an operation that names it in `name`. */
function part(does: Touch['does'], thing: Touch['thing'], extra: Partial<Touch> = {}): OnModel {
  return (given, { model }) => {
    const name = textOf(given.get('name'));
    return name === undefined ? undefined : [{ does, thing, name, of: model, ...extra }];
  };
}

/** An index or constraint that is already there: which fields it stands on, the operation does not say. */
function standing(does: Touch['does'], thing: 'index' | 'constraint'): OnModel {
  const named = part(does, thing);
  return (given, place) => {
    const touches = named(given, place);
    return touches && [...touches, ...usesOf(undefined, place.model)];
  };
}

function field(does: 'add' | 'alter'): Kind {
  return on(['model_name', 'name', 'field'], (given, place) => {
    const name = textOf(given.get('name'));
    const definition = fieldOf(given.get('field'), place);
    if (name === undefined || !definition) return undefined;
    return [{ does, thing: 'field', name, of: place.model, type: definition.type }, ...definition.uses];
  });
}

function adding(thing: 'index' | 'constraint'): Kind {
  return on(['model_name', thing], (given, place) => {
    const named = namedPart(given.get(thing), place);
    return named && [{ does: 'add', thing, name: named.name, of: place.model }, ...named.uses];
  });
}

/** What is set for a model as a whole. */
function option(parameter: string, name: string, uses: OnModel = () => []): Kind {
  return on(['name', parameter], (given, place) => {
    const more = uses(given, place);
    return more && [{ does: 'alter', thing: 'option', name, of: place.model }, ...more];
  });
}

function together(name: string): Kind {
  return option(name, name, (given, { model }) => togetherOf(given.get(name), model));
}

const table = option('table', 'db_table', given => {
  const name = textOf(given.get('table'));
  return name === undefined ? [] : [{ does: 'add', thing: 'table', name }];
});

const renameField = on(['model_name', 'old_name', 'new_name'], (given, { model }) => {
  const [name, to] = ['old_name', 'new_name'].map(key => textOf(given.get(key)));
  if (name === undefined || to === undefined) return undefined;
  return [
    { does: 'rename', thing: 'field', name, of: model, to },
    { does: 'add', thing: 'field', name: to, of: model },
  ];
});

const renameModel = on(['old_name', 'new_name'], (given, { label, model }) => {
  const name = textOf(given.get('new_name'));
  if (name === undefined) return undefined;
  const to = modelNamed(name, label);
  // Only another spelling: nothing refers to the model by it.
  if (to === model) return [{ does: 'alter', thing: 'option', name: 'name', of: model }];
  return [
    { does: 'rename', thing: 'model', name: model, to },
    { does: 'add', thing: 'model', name: to },
    { does: 'add', thing: 'table', name: to.replace('.', '_') },
  ];
});

/** An index gets a name of its own; before, it was one of `index_together`. */
const renameIndex = on(['model_name', 'new_name', 'old_name', 'old_fields'], (given, { model }) => {
  const [to, name] = ['new_name', 'old_name'].map(key => textOf(given.get(key)));
  if (to === undefined || (name === undefined && isNone(given.get('old_fields')))) return undefined;
  const old: Touch =
    name === undefined
      ? { does: 'alter', thing: 'option', name: 'index_together', of: model }
      : { does: 'rename', thing: 'index', name, of: model, to };
  return [old, { does: 'add', thing: 'index', name: to, of: model }, ...usesOf(undefined, model)];
});

/** Not to be used together with `ordering` (models.E021). */
const order = option('order_with_respect_to', 'order_with_respect_to', (given, { model }) => {
  const name = given.get('order_with_respect_to');
  const uses = isNone(name) ? [] : usesOf(textOf(name)?.split(','), model);
  return [{ does: 'alter', thing: 'option', name: 'options', of: model }, ...uses];
});

const options = option('options', 'options', (given, { model }) => orderingOf(given.get('options'), model));

const alterConstraint = on(['model_name', 'name', 'constraint'], standing('alter', 'constraint'));

/** Django's operations by the names of their classes, with those of `django.contrib.postgres` that build without a lock. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['CreateModel', { parameters: ['name', 'fields', 'options', 'bases', 'managers'], touches: createModel }],
  ['DeleteModel', on(['name'], (_, { model }) => [{ does: 'remove', thing: 'model', name: model, destroys: true }])],
  ['RenameModel', renameModel],
  ['AlterModelTable', table],
  ['AlterModelTableComment', option('table_comment', 'db_table_comment')],
  ['AlterModelOptions', options],
  ['AlterModelManagers', option('managers', 'managers')],
  ['AlterUniqueTogether', together('unique_together')],
  ['AlterIndexTogether', together('index_together')],
  ['AlterOrderWithRespectTo', order],
  ['AddField', field('add')],
  ['AlterField', field('alter')],
  ['RemoveField', on(['model_name', 'name'], part('remove', 'field', { destroys: true }))],
  ['RenameField', renameField],
  ['AddIndex', adding('index')],
  ['AddIndexConcurrently', adding('index')],
  ['RemoveIndex', on(['model_name', 'name'], standing('remove', 'index'))],
  ['RemoveIndexConcurrently', on(['model_name', 'name'], standing('remove', 'index'))],
  ['RenameIndex', renameIndex],
  ['AddConstraint', adding('constraint')],
  ['AddConstraintNotValid', adding('constraint')],
  ['RemoveConstraint', on(['model_name', 'name'], standing('remove', 'constraint'))],
  ['AlterConstraint', alterConstraint],
  ['ValidateConstraint', on(['model_name', 'name'], standing('alter', 'constraint'))],
]);
