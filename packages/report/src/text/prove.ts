import {
  schemaDifferenceInWords,
  type OrderFailure,
  type Proofs,
  type ProvenPair,
  type ProveReport,
  type ProveVerdict,
} from '@oneleaf/core';
import { BLANK, type Line, type Tone } from './line.js';
import { noteLines } from './note.js';
import { count, listed, said } from './wording.js';

/** Differences that are told of one pair; there may be as many as tables. */
const MOST = 20;

/** What the two landing orders of each pair make of a database. */
export function proveLines({ base, ...proofs }: ProveReport): readonly Line[] {
  return [[{ text: `Both landing orders on ${said(base.ref)} (${said(base.commit)})`, tone: 'strong' }], ...pairsLines(proofs)];
}

/** Also below what `predict` says of its groups. */
export function pairsLines(proofs: Proofs): readonly Line[] {
  const { pairs, notes } = proofs;
  return [
    ...pairs.flatMap(pair => [BLANK, ...pairLines(pair)]),
    ...(isBlind(proofs) ? [BLANK, BLINDNESS] : []),
    ...notes.flatMap(note => [BLANK, ...noteLines(note)]),
  ];
}

/** Whether rows might have given another answer. */
export function isBlind({ pairs, seeded }: Proofs): boolean {
  return !seeded && pairs.some(({ verdict }) => verdict === 'commutes' || verdict === 'commutes-except-column-order');
}

export const BLIND = 'tried without rows of your own: what depends on data is not seen; --seed FILE.sql puts some in';
const BLINDNESS: Line = [{ text: BLIND, tone: 'quiet' }];

export const WORDS: Readonly<Record<ProveVerdict, { readonly text: string; readonly tone: Tone }>> = {
  commutes: { text: 'commutes', tone: 'good' },
  'commutes-except-column-order': { text: 'commutes except for column order', tone: 'good' },
  'order-matters': { text: 'order matters', tone: 'bad' },
  'one-order-fails': { text: 'one order fails', tone: 'bad' },
  'both-fail': { text: 'both orders fail', tone: 'bad' },
  inconclusive: { text: 'inconclusive', tone: 'doubtful' },
};

function pairLines(pair: ProvenPair): readonly Line[] {
  const { one, other, project, framework, database, verdict, landFirst, volatile, warnings } = pair;
  const place = database === undefined ? '' : ` on ${database}`;
  return [
    [WORDS[verdict], `  ${said(one)} and ${said(other)} in ${project} (${framework})${place}`],
    ...(landFirst === undefined ? [] : [[`  ${said(landFirst)} has to land first`]]),
    ...reasonLines(pair),
    ...pair.failures.flatMap(failureLines),
    ...differenceLines(pair),
    ...(volatile.length > 0 ? [[`  not compared, because another in every run: ${listed(volatile)}`]] : []),
    ...warnings.map((warning): Line => [{ text: '  note', tone: 'mild' }, `  ${warning}`]),
  ];
}

function reasonLines({ reason, hint }: ProvenPair): readonly Line[] {
  return [...(reason === undefined ? [] : [[`  ${reason}`]]), ...(hint === undefined ? [] : [[`  try: ${hint}`]])];
}

function failureLines({ first, migration, of, error, reason, hint }: OrderFailure): readonly Line[] {
  const place = error.at === undefined ? '' : ` at ${error.at}`;
  const [message = ''] = error.message.split('\n');
  return [
    [`  ${said(first)} first: ${migration} of ${said(of)} fails${place}`],
    [`    ${error.type}: ${message}`],
    ...(reason === undefined ? [] : [[`    ${reason}`]]),
    ...(hint === undefined ? [] : [[`    try: ${hint}`]]),
  ];
}

function differenceLines(pair: ProvenPair): readonly Line[] {
  const { one, other } = pair;
  const told = differencesOf(pair);
  if (told.length === 0) return [];
  const rest = told.length > MOST ? [[`    and ${count(told.length - MOST, 'more', 'more')} (--format json tells each)`]] : [];
  return [[`  ${said(one)} first / ${said(other)} first`], ...told.slice(0, MOST).map(text => [`    ${text}`]), ...rest];
}

/** What is in both is told as it is after the one order, then after the other. */
export function differencesOf({ one, other, differences, rows }: ProvenPair): readonly string[] {
  return [
    ...differences.map(difference => `${schemaDifferenceInWords(difference)}${onlyIn(difference, [one, other])}`),
    ...rows.map(
      ({ table, one: before, other: after }) =>
        `rows of ${table}: ${before === after ? `${count(before, 'row')}, not the same` : `${before} / ${after}`}`,
    ),
  ];
}

function onlyIn(difference: ProvenPair['differences'][number], [one, other]: readonly [string, string]): string {
  if (difference.one !== undefined && difference.other !== undefined) return '';
  return ` (only with ${said(difference.one === undefined ? other : one)} first)`;
}
