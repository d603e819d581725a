import type { SchemaEffect } from '@oneleaf/core';
import { isNone, literalText } from '../../languages/python/values/call-arguments.js';
import type { Expression } from '../../languages/python/syntax/expression.js';
import { createModelTouches } from './create-model.js';
import { fieldDefinition, qualifiedModel, namedPart, orderingUses, type ModelContext, togetherUses, fieldsUsed } from './fields.js';

export type NamedArguments = ReadonlyMap<string, Expression>;

/** One of Django's operations: what its arguments are called, and what they say is touched; undefined where they do not. */
export interface OperationClass {
  readonly parameters: readonly string[];
  readonly touches: (given: NamedArguments, label: string) => readonly SchemaEffect[] | undefined;
}

/** What an operation on a model that it names in its first parameter touches. */
type ModelTouches = (given: NamedArguments, context: ModelContext) => readonly SchemaEffect[] | undefined;

function onModel(parameters: readonly string[], touches: ModelTouches): OperationClass {
  const [first = ''] = parameters;
  return {
    parameters,
    touches: (given, label) => {
      const name = literalText(given.get(first));
      return name === undefined ? undefined : touches(given, { label, model: qualifiedModel(name, label) });
    },
  };
}

/** A part of a model: what does to it an operation that names it in `name`. */
function modelPart(does: SchemaEffect['does'], thing: SchemaEffect['thing'], extra: Partial<SchemaEffect> = {}): ModelTouches {
  return (given, { model }) => {
    const name = literalText(given.get('name'));
    return name === undefined ? undefined : [{ does, thing, name, of: model, ...extra }];
  };
}

/** An index or constraint that is already there: which fields it stands on, the operation does not say. */
function existingPart(does: SchemaEffect['does'], thing: 'index' | 'constraint'): ModelTouches {
  const named = modelPart(does, thing);
  return (given, context) => {
    const touches = named(given, context);
    return touches && [...touches, ...fieldsUsed(undefined, context.model)];
  };
}

function fieldOperation(does: 'add' | 'alter'): OperationClass {
  return onModel(['model_name', 'name', 'field'], (given, context) => {
    const name = literalText(given.get('name'));
    const definition = fieldDefinition(given.get('field'), context);
    if (name === undefined || !definition) return undefined;
    return [{ does, thing: 'field', name, of: context.model, type: definition.type }, ...definition.uses];
  });
}

function addOperation(thing: 'index' | 'constraint'): OperationClass {
  return onModel(['model_name', thing], (given, context) => {
    const named = namedPart(given.get(thing), context);
    return named && [{ does: 'add', thing, name: named.name, of: context.model }, ...named.uses];
  });
}

/** What is set for a model as a whole. */
function optionOperation(parameter: string, name: string, uses: ModelTouches = () => []): OperationClass {
  return onModel(['name', parameter], (given, context) => {
    const more = uses(given, context);
    return more && [{ does: 'alter', thing: 'option', name, of: context.model }, ...more];
  });
}

function togetherOperation(name: string): OperationClass {
  return optionOperation(name, name, (given, { model }) => togetherUses(given.get(name), model));
}

const alterModelTable = optionOperation('table', 'db_table', given => {
  const name = literalText(given.get('table'));
  return name === undefined ? [] : [{ does: 'add', thing: 'table', name }];
});

const renameField = onModel(['model_name', 'old_name', 'new_name'], (given, { model }) => {
  const [name, to] = ['old_name', 'new_name'].map(key => literalText(given.get(key)));
  if (name === undefined || to === undefined) return undefined;
  return [
    { does: 'rename', thing: 'field', name, of: model, to },
    { does: 'add', thing: 'field', name: to, of: model },
  ];
});

const renameModel = onModel(['old_name', 'new_name'], (given, { label, model }) => {
  const name = literalText(given.get('new_name'));
  if (name === undefined) return undefined;
  const to = qualifiedModel(name, label);
  // Only another spelling: nothing refers to the model by it.
  if (to === model) return [{ does: 'alter', thing: 'option', name: 'name', of: model }];
  return [
    { does: 'rename', thing: 'model', name: model, to },
    { does: 'add', thing: 'model', name: to },
    { does: 'add', thing: 'table', name: to.replace('.', '_') },
  ];
});

/** An index gets a name of its own; before, it was one of `index_together`. */
const renameIndex = onModel(['model_name', 'new_name', 'old_name', 'old_fields'], (given, { model }) => {
  const [to, name] = ['new_name', 'old_name'].map(key => literalText(given.get(key)));
  if (to === undefined || (name === undefined && isNone(given.get('old_fields')))) return undefined;
  const old: SchemaEffect =
    name === undefined
      ? { does: 'alter', thing: 'option', name: 'index_together', of: model }
      : { does: 'rename', thing: 'index', name, of: model, to };
  return [old, { does: 'add', thing: 'index', name: to, of: model }, ...fieldsUsed(undefined, model)];
});

/** Not to be used together with `ordering` (models.E021). */
const alterOrder = optionOperation('order_with_respect_to', 'order_with_respect_to', (given, { model }) => {
  const name = given.get('order_with_respect_to');
  const uses = isNone(name) ? [] : fieldsUsed(literalText(name)?.split(','), model);
  return [{ does: 'alter', thing: 'option', name: 'options', of: model }, ...uses];
});

const alterOptions = optionOperation('options', 'options', (given, { model }) => orderingUses(given.get('options'), model));

const alterConstraint = onModel(['model_name', 'name', 'constraint'], existingPart('alter', 'constraint'));

/** Django's operations by the names of their classes, with those of `django.contrib.postgres` that build without a lock. */
export const operationClasses: ReadonlyMap<string, OperationClass> = new Map<string, OperationClass>([
  ['CreateModel', { parameters: ['name', 'fields', 'options', 'bases', 'managers'], touches: createModelTouches }],
  ['DeleteModel', onModel(['name'], (_, { model }) => [{ does: 'remove', thing: 'model', name: model, destroys: true }])],
  ['RenameModel', renameModel],
  ['AlterModelTable', alterModelTable],
  ['AlterModelTableComment', optionOperation('table_comment', 'db_table_comment')],
  ['AlterModelOptions', alterOptions],
  ['AlterModelManagers', optionOperation('managers', 'managers')],
  ['AlterUniqueTogether', togetherOperation('unique_together')],
  ['AlterIndexTogether', togetherOperation('index_together')],
  ['AlterOrderWithRespectTo', alterOrder],
  ['AddField', fieldOperation('add')],
  ['AlterField', fieldOperation('alter')],
  ['RemoveField', onModel(['model_name', 'name'], modelPart('remove', 'field', { destroys: true }))],
  ['RenameField', renameField],
  ['AddIndex', addOperation('index')],
  ['AddIndexConcurrently', addOperation('index')],
  ['RemoveIndex', onModel(['model_name', 'name'], existingPart('remove', 'index'))],
  ['RemoveIndexConcurrently', onModel(['model_name', 'name'], existingPart('remove', 'index'))],
  ['RenameIndex', renameIndex],
  ['AddConstraint', addOperation('constraint')],
  ['AddConstraintNotValid', addOperation('constraint')],
  ['RemoveConstraint', onModel(['model_name', 'name'], existingPart('remove', 'constraint'))],
  ['AlterConstraint', alterConstraint],
  ['ValidateConstraint', onModel(['model_name', 'name'], existingPart('alter', 'constraint'))],
]);
