import type { Severity } from '../model/finding.js';
import { ANY_NAME, type SchemaAction, type SchemaObjectKind, type SchemaEffect } from './schema-effect.js';

export interface EffectCollision {
  readonly verdict: 'contradiction' | 'same';
  readonly severity: Severity;
  readonly how: 'thing' | 'part' | 'whole';
  readonly isPossible: boolean;
}

const containers: ReadonlySet<SchemaObjectKind> = new Set(['model', 'table']);
/** Databases that keep the names of a schema in one store give both their names from it, whatever table they belong to. */
const namedRelations: ReadonlySet<SchemaObjectKind> = new Set(['index', 'constraint']);
const takesAway: ReadonlySet<SchemaAction> = new Set(['remove', 'rename']);

/**
 * How the own effect fails behind the landed one, when both start from the same schema; undefined if both orders give the same schema. An
 * addition meets additions only: whatever else the other side does to the thing, it has added the thing itself.
 */
export function collisionOf(own: SchemaEffect, landed: SchemaEffect): EffectCollision | undefined {
  if (own.of !== undefined && isWholeOf(landed, own)) return onPart(own, landed);
  if (landed.of !== undefined && isWholeOf(own, landed)) return onWhole(own, landed);
  return isSameThing(own, landed) ? onThing(own, landed) : undefined;
}

function matches(name: string | undefined, other: string | undefined): boolean {
  return name === other || (name !== undefined && other !== undefined && (name === ANY_NAME || other === ANY_NAME));
}

function isWholeOf(whole: SchemaEffect, { of, thing }: SchemaEffect): boolean {
  const isTable = thing === 'column' || thing === 'index' || thing === 'constraint' || thing === 'option';
  return containers.has(whole.thing) && (whole.thing === 'table' ? isTable : thing !== 'column') && matches(whole.name, of);
}

function isSameThing(own: SchemaEffect, landed: SchemaEffect): boolean {
  if (namedRelations.has(own.thing) && namedRelations.has(landed.thing)) return own.name === landed.name;
  return own.thing === landed.thing && matches(own.of, landed.of) && matches(own.name, landed.name);
}

function isVague(...touches: readonly SchemaEffect[]): boolean {
  return touches.some(({ thing, name, of }) => name === ANY_NAME || (of === ANY_NAME && !namedRelations.has(thing)));
}

function onPart(own: SchemaEffect, landed: SchemaEffect): EffectCollision | undefined {
  if (!takesAway.has(landed.does)) return undefined;
  return own.of === ANY_NAME ? possible('part', 'warning') : certain('part', 'error');
}

function onWhole(own: SchemaEffect, landed: SchemaEffect): EffectCollision | undefined {
  if (!takesAway.has(own.does)) return undefined;
  return landed.of === ANY_NAME ? possible('whole', 'warning') : certain('whole', 'warning');
}

function onThing(own: SchemaEffect, landed: SchemaEffect): EffectCollision | undefined {
  const actions = [own.does, landed.does];
  if (actions.includes('add')) return own.does === landed.does ? certain('thing', 'error') : undefined;
  const isTaken = takesAway.has(landed.does);
  if (isTaken || takesAway.has(own.does)) {
    if (isVague(own, landed)) return possible('thing', 'warning');
    return certain('thing', isTaken ? 'error' : 'warning');
  }
  if (!actions.includes('alter')) return undefined;
  if (isVague(own, landed)) return possible('thing', 'note');
  return { verdict: 'same', severity: actions.includes('use') ? 'note' : 'warning', how: 'thing', isPossible: false };
}

function certain(how: EffectCollision['how'], severity: Severity): EffectCollision {
  return { verdict: 'contradiction', severity, how, isPossible: false };
}

function possible(how: EffectCollision['how'], severity: Severity): EffectCollision {
  return { verdict: 'same', severity, how, isPossible: true };
}
