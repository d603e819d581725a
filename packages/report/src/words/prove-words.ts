import { schemaDifferenceInWords, type PairProofs, type ProvenPair, type ProveVerdict } from '@oneleaf/core';
import type { Tone } from './tone.js';
import { count, shortRef } from './wording.js';

export const VERDICT_WORDS: Readonly<Record<ProveVerdict, { readonly text: string; readonly tone: Tone }>> = {
  commutes: { text: 'commutes', tone: 'good' },
  'commutes-except-column-order': { text: 'commutes except for column order', tone: 'good' },
  'order-matters': { text: 'order matters', tone: 'bad' },
  'one-order-fails': { text: 'one order fails', tone: 'bad' },
  'both-fail': { text: 'both orders fail', tone: 'bad' },
  inconclusive: { text: 'inconclusive', tone: 'doubtful' },
};

/** Whether the answer may be another one with rows in the database. */
export function ranWithoutRows({ pairs, seeded }: PairProofs): boolean {
  return !seeded && pairs.some(({ verdict }) => verdict === 'commutes' || verdict === 'commutes-except-column-order');
}

export const NO_SEED_NOTE = 'tried without rows of your own: what depends on data is not seen; --seed FILE.sql puts some in';

/** Each difference between the two landing orders. What both have is shown as it is after the one order, then after the other. */
export function differenceTexts({ one, other, differences, rows }: ProvenPair): readonly string[] {
  return [
    ...differences.map(difference => `${schemaDifferenceInWords(difference)}${orderSuffix(difference, [one, other])}`),
    ...rows.map(
      ({ table, one: before, other: after }) =>
        `rows of ${table}: ${before === after ? `${count(before, 'row')}, not the same` : `${before} / ${after}`}`,
    ),
  ];
}

function orderSuffix(difference: ProvenPair['differences'][number], [one, other]: readonly [string, string]): string {
  if (difference.one !== undefined && difference.other !== undefined) return '';
  return ` (only with ${shortRef(difference.one === undefined ? other : one)} first)`;
}
