import type { Collision } from './collide.js';
import { ANY, type Deed, type Operation, type Touch } from './operation.js';

/** One side of a meeting, called as its readers know it. */
export interface Side {
  readonly name: string;
  readonly operation: Operation;
  readonly touch: Touch;
}

const present: Readonly<Record<Deed, string>> = { add: 'adds', alter: 'alters', remove: 'removes', rename: 'renames', use: 'uses' };
const perfect: Readonly<Record<Deed, string>> = { add: 'added', alter: 'altered', remove: 'removed', rename: 'renamed', use: 'used' };

/** How two operations meet, in one sentence: the own one first. */
export function sentence(own: Side, landed: Side, { how, isPossible }: Collision): string {
  if (isPossible) return possibly(own, landed);
  const mine = `${subject(own)} ${present[own.touch.does]} ${thingOf(own.touch)}`;
  const theirs = `${landed.name} has ${perfect[landed.touch.does]}`;
  switch (how) {
    case 'part':
      return `${mine}, but ${theirs} ${thingOf(landed.touch)}${newName(landed.touch)}`;
    case 'whole':
      return `${mine}${newName(own.touch)}, but ${landed.name} ${present[landed.touch.does]} ${thingOf(landed.touch)}`;
    case 'thing':
      return own.touch.does === landed.touch.does
        ? `${mine}${twice(own, landed, theirs)}`
        : `${mine}${newName(own.touch)}, which ${since(landed)}`;
  }
}

/** Both do the same. */
function twice(own: Side, landed: Side, theirs: string): string {
  const { does, type } = own.touch;
  if (does === 'alter')
    return `, which ${theirs} too: each side holds a whole definition and undoes the other's; make it anew from the models`;
  const differs = type !== undefined && landed.touch.type !== undefined && type !== landed.touch.type;
  return `${differs ? ` (${type})` : ''}, which ${theirs} already${differs ? ` (${landed.touch.type})` : newName(landed.touch)}`;
}

function since({ name, touch }: Side): string {
  return touch.does === 'use' ? `${name} uses` : `${name} has ${perfect[touch.does]}${newName(touch)}`;
}

/** One of them does not say which columns it uses. */
function possibly(own: Side, landed: Side): string {
  const isOwn = own.touch.does === 'use';
  const [vague, other] = isOwn ? [own, landed] : [landed, own];
  const deed = isOwn
    ? `which ${landed.name} has ${perfect[other.touch.does]}${newName(other.touch)}`
    : `which ${own.name} ${present[other.touch.does]}`;
  return `${vague.operation.kind} in ${vague.name} may use ${thingOf(other.touch)}, ${deed}`;
}

/** The migration, and why it may not come to what it says. */
function subject({ name, operation }: Side): string {
  return operation.opaque === undefined ? name : `${name}, where ${operation.kind} ${operation.opaque},`;
}

function newName({ to }: Touch): string {
  return to === undefined ? '' : ` to ${to}`;
}

export function thingOf({ thing, name, of }: Touch): string {
  const whole = of === undefined || of === ANY ? '' : ` of ${of}`;
  if (thing === 'model') return name;
  if (thing === 'option') return `${articled.has(name) ? 'the ' : ''}${name}${whole}`;
  if (thing !== 'field' && thing !== 'column') return `the ${thing} ${name}${whole}`;
  return name === ANY ? `${thing}s${whole}` : `${of ?? ''}.${name}`;
}

const articled = new Set(['options', 'managers', 'name', 'comment']);
