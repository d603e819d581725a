import { ANY_NAME, type SchemaEffect } from '@oneleaf/core';
import {
  type CallArguments,
  callArguments,
  isNone,
  lastName,
  literalText,
  literalTexts,
} from '../../languages/python/values/call-arguments.js';
import type { Expression } from '../../languages/python/syntax/expression.js';

/** The model that an operation is about, and the app whose migration it stands in. */
export interface ModelContext {
  readonly label: string;
  readonly model: string;
}

/** What the definition of a field, index or constraint says of other things. */
export interface FieldDefinition {
  /** The class, for a relation with what it points at. */
  readonly type: string;
  readonly uses: readonly SchemaEffect[];
}

const relationFields = new Set(['ForeignKey', 'OneToOneField', 'ManyToManyField']);

/** A field's class and the models that it refers to; undefined where it is no call that can be read. */
export function fieldDefinition(expression: Expression | undefined, context: ModelContext): FieldDefinition | undefined {
  if (expression?.kind !== 'call') return undefined;
  const type = lastName(expression.callee);
  // A function may make a field of any class.
  if (!/^[A-Z]/.test(type)) return undefined;
  const given = callArguments(expression, relationFields.has(type) ? ['to'] : []);
  if (!given) return undefined;
  const to = given.named.get('to');
  const targets = [to, given.named.get('through')].map(one => (isNone(one) ? undefined : relationTarget(one, context)));
  const [target] = targets;
  const key = literalText(given.named.get('to_field'));
  const uses = targets.flatMap(name => (name === undefined ? [] : [useTouch('model', name)]));
  const keys = key === undefined || target === undefined ? [] : [useTouch('field', key, target)];
  return { type: target === undefined ? type : `${type} to ${target}`, uses: [...uses, ...keys] };
}

function useTouch(thing: SchemaEffect['thing'], name: string, of?: string): SchemaEffect {
  return { does: 'use', thing, name, ...(of === undefined ? {} : { of }) };
}

/** `settings.AUTH_USER_MODEL` is left to the settings; any other computed model may be every one. */
function relationTarget(expression: Expression | undefined, { label, model }: ModelContext): string {
  if (expression?.kind === 'name' && lastName(expression.path) === 'AUTH_USER_MODEL') return 'settings.AUTH_USER_MODEL';
  const text = literalText(expression);
  if (text === undefined) return ANY_NAME;
  return text === 'self' ? model : qualifiedModel(text, label);
}

/** Django compares models by lower-cased names (ProjectState.models). */
export function qualifiedModel(text: string, label: string): string {
  const [app = '', ...rest] = text.split('.');
  return rest.length > 0 ? `${app}.${rest.join('.').toLowerCase()}` : `${label}.${text.toLowerCase()}`;
}

export function fieldsUsed(names: readonly string[] | undefined, model: string): readonly SchemaEffect[] {
  return (names ?? [ANY_NAME]).map(name => useTouch('field', name, model));
}

/** An index or constraint: its name, and the fields that it stands on; undefined where it has no literal name. */
export function namedPart(
  expression: Expression | undefined,
  { model }: ModelContext,
): { name: string; uses: readonly SchemaEffect[] } | undefined {
  if (expression?.kind !== 'call') return undefined;
  const given = callArguments(expression, []);
  const name = literalText(given?.named.get('name'));
  if (!given || name === undefined) return undefined;
  const isExclusion = lastName(expression.callee) === 'ExclusionConstraint';
  return { name, uses: fieldsUsed(isExclusion ? undefined : listedFields(given), model) };
}

/** Undefined where expressions or conditions may name any field. */
function listedFields({ named, rest }: CallArguments): readonly string[] | undefined {
  const [fields, include] = ['fields', 'include'].map(key => (isNone(named.get(key)) ? [] : literalTexts(named.get(key))));
  const isPlain = rest.length === 0 && ['condition', 'check', 'expressions'].every(key => isNone(named.get(key)));
  return isPlain && fields && include ? [...fields, ...include].map(field => field.replace(/^-/, '')) : undefined;
}

/** The fields that `unique_together` or `index_together` names. */
export function togetherUses(expression: Expression | undefined, model: string): readonly SchemaEffect[] {
  return isNone(expression) ? [] : fieldsUsed(literalTexts(expression), model);
}

/** The fields that `ordering` of a model's options names, or any where it holds expressions. */
export function orderingUses(options: Expression | undefined, model: string): readonly SchemaEffect[] {
  if (options?.kind !== 'mapping') return isNone(options) ? [] : fieldsUsed(undefined, model);
  const [, ordering] = options.entries.find(([key]) => literalText(key) === 'ordering') ?? [];
  const names = literalTexts(ordering)?.map(name => name.replace(/^-/, '').split('__')[0] ?? name);
  return isNone(ordering) ? [] : fieldsUsed(names, model);
}
