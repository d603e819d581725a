import type { Severity } from '../finding.js';
import { ANY, type Deed, type Thing, type Touch } from './operation.js';

/** How two touches meet: on one thing, or the one on a part of what the other takes away. */
export interface Collision {
  readonly verdict: 'contradiction' | 'same';
  /** `error`: after what has landed, the own one fails. */
  readonly severity: Severity;
  readonly how: 'thing' | 'part' | 'whole';
  /** Whether they may not meet at all, as one of them does not say what it uses. */
  readonly isPossible: boolean;
}

const wholes: ReadonlySet<Thing> = new Set(['model', 'table']);
/** PostgreSQL gives both their names from one store, whatever table they belong to. */
const relations: ReadonlySet<Thing> = new Set(['index', 'constraint']);
const takesAway: ReadonlySet<Deed> = new Set(['remove', 'rename']);

/**
 * What is against the own touch standing behind the landed one, where both start from the same schema; undefined where both orders give the same.
 * An addition is held against additions alone: what the other side does to a thing that was not there, it has added itself.
 */
export function collide(own: Touch, landed: Touch): Collision | undefined {
  if (own.of !== undefined && isWholeOf(landed, own)) return onPart(own, landed);
  if (landed.of !== undefined && isWholeOf(own, landed)) return onWhole(own, landed);
  return isSameThing(own, landed) ? onThing(own, landed) : undefined;
}

function matches(name: string | undefined, other: string | undefined): boolean {
  return name === other || (name !== undefined && other !== undefined && (name === ANY || other === ANY));
}

function isWholeOf(whole: Touch, { of, thing }: Touch): boolean {
  const isTable = thing === 'column' || thing === 'index' || thing === 'constraint' || thing === 'option';
  return wholes.has(whole.thing) && (whole.thing === 'table' ? isTable : thing !== 'column') && matches(whole.name, of);
}

function isSameThing(own: Touch, landed: Touch): boolean {
  if (relations.has(own.thing) && relations.has(landed.thing)) return own.name === landed.name;
  return own.thing === landed.thing && matches(own.of, landed.of) && matches(own.name, landed.name);
}

function isVague(...touches: readonly Touch[]): boolean {
  return touches.some(({ thing, name, of }) => name === ANY || (of === ANY && !relations.has(thing)));
}

function onPart(own: Touch, landed: Touch): Collision | undefined {
  if (!takesAway.has(landed.does)) return undefined;
  return own.of === ANY ? possible('part', 'warning') : certain('part', 'error');
}

function onWhole(own: Touch, landed: Touch): Collision | undefined {
  if (!takesAway.has(own.does)) return undefined;
  return landed.of === ANY ? possible('whole', 'warning') : certain('whole', 'warning');
}

function onThing(own: Touch, landed: Touch): Collision | undefined {
  const deeds = [own.does, landed.does];
  if (deeds.includes('add')) return own.does === landed.does ? certain('thing', 'error') : undefined;
  const isTaken = takesAway.has(landed.does);
  if (isTaken || takesAway.has(own.does)) {
    if (isVague(own, landed)) return possible('thing', 'warning');
    return certain('thing', isTaken ? 'error' : 'warning');
  }
  if (!deeds.includes('alter')) return undefined;
  if (isVague(own, landed)) return possible('thing', 'note');
  return { verdict: 'same', severity: deeds.includes('use') ? 'note' : 'warning', how: 'thing', isPossible: false };
}

function certain(how: Collision['how'], severity: Severity): Collision {
  return { verdict: 'contradiction', severity, how, isPossible: false };
}

function possible(how: Collision['how'], severity: Severity): Collision {
  return { verdict: 'same', severity, how, isPossible: true };
}
