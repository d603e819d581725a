import { type FootprintOperation, namesOf, locationOf } from './footprint-operation.js';
import type { Concern } from './footprint.js';
import { objectPhrase } from './conflict-sentence.js';
import { ANY_NAME, type SchemaEffect } from './schema-effect.js';

/** Types of so many fields that two fields need a word in common to look alike. */
const commonTypes =
  /^(?:(?:Big|Small|Positive|PositiveSmall|PositiveBig)?Integer|Auto|Char|Text|String|Unicode|Boolean|DateTime|TIMESTAMP|JSONB?|Float|Numeric|Decimal|VARCHAR)(?:Field)?$/i;

export function similarAdditions(
  own: readonly FootprintOperation[],
  landed: readonly FootprintOperation[],
  onto: string,
): readonly Concern[] {
  return own.flatMap(step =>
    landed.flatMap((other): readonly Concern[] => {
      const [ours, theirs] = [step, other].map(({ operation }) => operation.touches[0]);
      if (!ours || !theirs || !isAlike(step, other, [ours, theirs])) return [];
      const [name, landedName] = namesOf(step.footprint, other.footprint);
      const message = `${name} adds ${described(ours)}; ${landedName} on ${onto} has added ${described(theirs)}: are these one thing under two names?`;
      return [
        {
          verdict: 'commute',
          severity: 'note',
          own: locationOf(step.footprint, step.operation),
          landed: locationOf(other.footprint, other.operation),
          message,
        },
      ];
    }),
  );
}

function isAlike(own: FootprintOperation, landed: FootprintOperation, [ours, theirs]: readonly [SchemaEffect, SchemaEffect]): boolean {
  if (ours.does !== 'add' || theirs.does !== 'add' || ours.thing !== theirs.thing) return false;
  if (ours.of === undefined || ours.of !== theirs.of || ours.name === theirs.name) return false;
  return ours.thing === 'field' || ours.thing === 'column' ? isAlikeField(ours, theirs) : standsOnTheSame(own, landed);
}

function isAlikeField(ours: SchemaEffect, theirs: SchemaEffect): boolean {
  if (ours.type === undefined || ours.type === '' || ours.type !== theirs.type) return false;
  return !commonTypes.test(ours.type) || shareWord(ours.name, theirs.name);
}

function standsOnTheSame(own: FootprintOperation, landed: FootprintOperation): boolean {
  const uses = usesOf(own);
  return own.operation.kind === landed.operation.kind && uses !== '' && uses === usesOf(landed);
}

function usesOf({ operation }: FootprintOperation): string {
  const used = operation.touches.filter(({ does }) => does === 'use');
  return used.some(({ name }) => name === ANY_NAME) ? '' : used.map(({ of, name }) => `${of ?? ''}.${name}`).join(' ');
}

function shareWord(name: string, other: string): boolean {
  const words = new Set(wordsOf(name));
  return wordsOf(other).some(word => words.has(word));
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split('_')
    .filter(word => word.length > 2 && !/^\d+$/.test(word));
}

function described(touch: SchemaEffect): string {
  return touch.type === undefined ? objectPhrase(touch) : `${touch.type} ${touch.name} to ${touch.of ?? ''}`;
}
