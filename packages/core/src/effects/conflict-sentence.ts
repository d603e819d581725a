import type { EffectCollision } from './collision.js';
import type { Operation } from './operation.js';
import { ANY_NAME, type SchemaAction, type SchemaEffect } from './schema-effect.js';

export interface ConflictSide {
  readonly name: string;
  readonly operation: Operation;
  readonly touch: SchemaEffect;
}

const presentVerbs: Readonly<Record<SchemaAction, string>> = {
  add: 'adds',
  alter: 'alters',
  remove: 'removes',
  rename: 'renames',
  use: 'uses',
};
const perfectVerbs: Readonly<Record<SchemaAction, string>> = {
  add: 'added',
  alter: 'altered',
  remove: 'removed',
  rename: 'renamed',
  use: 'used',
};

export function conflictSentence(own: ConflictSide, landed: ConflictSide, { how, isPossible }: EffectCollision): string {
  if (isPossible) return possibleConflict(own, landed);
  const mine = `${subject(own)} ${presentVerbs[own.touch.does]} ${objectPhrase(own.touch)}`;
  const theirs = `${landed.name} has ${perfectVerbs[landed.touch.does]}`;
  switch (how) {
    case 'part':
      return `${mine}, but ${theirs} ${objectPhrase(landed.touch)}${newName(landed.touch)}`;
    case 'whole':
      return `${mine}${newName(own.touch)}, but ${landed.name} ${presentVerbs[landed.touch.does]} ${objectPhrase(landed.touch)}`;
    case 'thing':
      return own.touch.does === landed.touch.does
        ? `${mine}${sameActionTwice(own, landed, theirs)}`
        : `${mine}${newName(own.touch)}, which ${landedAction(landed)}`;
  }
}

function sameActionTwice(own: ConflictSide, landed: ConflictSide, theirs: string): string {
  const { does, type } = own.touch;
  if (does === 'alter')
    return `, which ${theirs} too: each side writes the whole definition and undoes the other one; generate it again from the models`;
  const differs = type !== undefined && landed.touch.type !== undefined && type !== landed.touch.type;
  return `${differs ? ` (${type})` : ''}, which ${theirs} already${differs ? ` (${landed.touch.type})` : newName(landed.touch)}`;
}

function landedAction({ name, touch }: ConflictSide): string {
  return touch.does === 'use' ? `${name} uses` : `${name} has ${perfectVerbs[touch.does]}${newName(touch)}`;
}

function possibleConflict(own: ConflictSide, landed: ConflictSide): string {
  const isOwn = own.touch.does === 'use';
  const [vague, other] = isOwn ? [own, landed] : [landed, own];
  const action = isOwn
    ? `which ${landed.name} has ${perfectVerbs[other.touch.does]}${newName(other.touch)}`
    : `which ${own.name} ${presentVerbs[other.touch.does]}`;
  return `${vague.operation.kind} in ${vague.name} may use ${objectPhrase(other.touch)}, ${action}`;
}

/** Names the operation if the migration may not reach what it says. */
function subject({ name, operation }: ConflictSide): string {
  return operation.opaque === undefined ? name : `${name}, where ${operation.kind} ${operation.opaque},`;
}

function newName({ to }: SchemaEffect): string {
  return to === undefined ? '' : ` to ${to}`;
}

export function objectPhrase({ thing, name, of }: SchemaEffect): string {
  const whole = of === undefined || of === ANY_NAME ? '' : ` of ${of}`;
  if (thing === 'model') return name;
  if (thing === 'option') return `${namesWithArticle.has(name) ? 'the ' : ''}${name}${whole}`;
  if (thing !== 'field' && thing !== 'column') return `the ${thing} ${name}${whole}`;
  return name === ANY_NAME ? `${thing}s${whole}` : `${of ?? ''}.${name}`;
}

const namesWithArticle = new Set(['options', 'managers', 'name', 'comment']);
