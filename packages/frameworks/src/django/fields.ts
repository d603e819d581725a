import { ANY, type Touch } from '@oneleaf/core';
import { type Arguments, argumentsOf, isNone, lastName, textOf, textsOf } from '../python/call.js';
import type { Expression } from '../python/expression.js';

/** The model that an operation is about, and the app whose migration it stands in. */
export interface Place {
  readonly label: string;
  readonly model: string;
}

/** What the definition of a field, index or constraint says of other things. */
export interface Definition {
  /** The class, for a relation with what it points at. */
  readonly type: string;
  readonly uses: readonly Touch[];
}

const relations = new Set(['ForeignKey', 'OneToOneField', 'ManyToManyField']);

/** A field's class and the models that it refers to; undefined where it is no call that can be read. */
export function fieldOf(expression: Expression | undefined, place: Place): Definition | undefined {
  if (expression?.kind !== 'call') return undefined;
  const type = lastName(expression.callee);
  // A function may make a field of any class.
  if (!/^[A-Z]/.test(type)) return undefined;
  const given = argumentsOf(expression, relations.has(type) ? ['to'] : []);
  if (!given) return undefined;
  const to = given.named.get('to');
  const targets = [to, given.named.get('through')].map(one => (isNone(one) ? undefined : targetOf(one, place)));
  const [target] = targets;
  const key = textOf(given.named.get('to_field'));
  const uses = targets.flatMap(name => (name === undefined ? [] : [useOf('model', name)]));
  const keys = key === undefined || target === undefined ? [] : [useOf('field', key, target)];
  return { type: target === undefined ? type : `${type} to ${target}`, uses: [...uses, ...keys] };
}

function useOf(thing: Touch['thing'], name: string, of?: string): Touch {
  return { does: 'use', thing, name, ...(of === undefined ? {} : { of }) };
}

/** `settings.AUTH_USER_MODEL` is left to the settings; any other computed model may be every one. */
function targetOf(expression: Expression | undefined, { label, model }: Place): string {
  if (expression?.kind === 'name' && lastName(expression.path) === 'AUTH_USER_MODEL') return 'settings.AUTH_USER_MODEL';
  const text = textOf(expression);
  if (text === undefined) return ANY;
  return text === 'self' ? model : modelNamed(text, label);
}

/** Django compares models by lower-cased names (ProjectState.models). */
export function modelNamed(text: string, label: string): string {
  const [app = '', ...rest] = text.split('.');
  return rest.length > 0 ? `${app}.${rest.join('.').toLowerCase()}` : `${label}.${text.toLowerCase()}`;
}

export function usesOf(names: readonly string[] | undefined, model: string): readonly Touch[] {
  return (names ?? [ANY]).map(name => useOf('field', name, model));
}

/** An index or constraint: its name, and the fields that it stands on; undefined where it has no literal name. */
export function namedPart(expression: Expression | undefined, { model }: Place): { name: string; uses: readonly Touch[] } | undefined {
  if (expression?.kind !== 'call') return undefined;
  const given = argumentsOf(expression, []);
  const name = textOf(given?.named.get('name'));
  if (!given || name === undefined) return undefined;
  const isExclusion = lastName(expression.callee) === 'ExclusionConstraint';
  return { name, uses: usesOf(isExclusion ? undefined : listedFields(given), model) };
}

/** Undefined where expressions or conditions may name any field. */
function listedFields({ named, rest }: Arguments): readonly string[] | undefined {
  const [fields, include] = ['fields', 'include'].map(key => (isNone(named.get(key)) ? [] : textsOf(named.get(key))));
  const isPlain = rest.length === 0 && ['condition', 'check', 'expressions'].every(key => isNone(named.get(key)));
  return isPlain && fields && include ? [...fields, ...include].map(field => field.replace(/^-/, '')) : undefined;
}

/** The fields that `unique_together` or `index_together` names. */
export function togetherOf(expression: Expression | undefined, model: string): readonly Touch[] {
  return isNone(expression) ? [] : usesOf(textsOf(expression), model);
}

/** The fields that `ordering` of a model's options names, or any where it holds expressions. */
export function orderingOf(options: Expression | undefined, model: string): readonly Touch[] {
  if (options?.kind !== 'mapping') return isNone(options) ? [] : usesOf(undefined, model);
  const [, ordering] = options.entries.find(([key]) => textOf(key) === 'ordering') ?? [];
  const names = textsOf(ordering)?.map(name => name.replace(/^-/, '').split('__')[0] ?? name);
  return isNone(ordering) ? [] : usesOf(names, model);
}
