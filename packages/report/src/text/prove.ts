import type { OrderFailure, PairProofs, ProvenPair, ProveReport } from '@oneleaf/core';
import { BLANK_LINE, type StyledLine } from './layout/line.js';
import { noteLines } from './layout/note.js';
import { differenceTexts, NO_SEED_NOTE, ranWithoutRows, VERDICT_WORDS } from '../words/prove-words.js';
import { count, joinNames, shortRef } from '../words/wording.js';

/** Differences that are told of one pair; there may be as many as tables. */
const MAX_DIFFERENCES = 20;

/** What the two landing orders of each pair make of a database. */
export function proveLines({ base, ...proofs }: ProveReport): readonly StyledLine[] {
  return [[{ text: `Both landing orders on ${shortRef(base.ref)} (${shortRef(base.commit)})`, tone: 'strong' }], ...proofLines(proofs)];
}

/** Also below what `predict` says of its groups. */
export function proofLines(proofs: PairProofs): readonly StyledLine[] {
  const { pairs, notes } = proofs;
  return [
    ...pairs.flatMap(pair => [BLANK_LINE, ...pairLines(pair)]),
    ...(ranWithoutRows(proofs) ? [BLANK_LINE, NO_SEED_LINE] : []),
    ...notes.flatMap(note => [BLANK_LINE, ...noteLines(note)]),
  ];
}

const NO_SEED_LINE: StyledLine = [{ text: NO_SEED_NOTE, tone: 'quiet' }];

function pairLines(pair: ProvenPair): readonly StyledLine[] {
  const { one, other, project, framework, database, verdict, landFirst, volatile, warnings } = pair;
  const place = database === undefined ? '' : ` on ${database}`;
  return [
    [VERDICT_WORDS[verdict], `  ${shortRef(one)} and ${shortRef(other)} in ${project} (${framework})${place}`],
    ...(landFirst === undefined ? [] : [[`  ${shortRef(landFirst)} has to land first`]]),
    ...reasonLines(pair),
    ...pair.failures.flatMap(failureLines),
    ...differenceLines(pair),
    ...(volatile.length > 0 ? [[`  not compared, because another in every run: ${joinNames(volatile)}`]] : []),
    ...warnings.map((warning): StyledLine => [{ text: '  note', tone: 'mild' }, `  ${warning}`]),
  ];
}

function reasonLines({ reason, hint }: ProvenPair): readonly StyledLine[] {
  return [...(reason === undefined ? [] : [[`  ${reason}`]]), ...(hint === undefined ? [] : [[`  try: ${hint}`]])];
}

function failureLines({ first, migration, of, error, reason, hint }: OrderFailure): readonly StyledLine[] {
  const place = error.at === undefined ? '' : ` at ${error.at}`;
  const [message = ''] = error.message.split('\n');
  return [
    [`  ${shortRef(first)} first: ${migration} of ${shortRef(of)} fails${place}`],
    [`    ${error.type}: ${message}`],
    ...(reason === undefined ? [] : [[`    ${reason}`]]),
    ...(hint === undefined ? [] : [[`    try: ${hint}`]]),
  ];
}

function differenceLines(pair: ProvenPair): readonly StyledLine[] {
  const { one, other } = pair;
  const told = differenceTexts(pair);
  if (told.length === 0) return [];
  const rest =
    told.length > MAX_DIFFERENCES ? [[`    and ${count(told.length - MAX_DIFFERENCES, 'more', 'more')} (--format json tells each)`]] : [];
  return [[`  ${shortRef(one)} first / ${shortRef(other)} first`], ...told.slice(0, MAX_DIFFERENCES).map(text => [`    ${text}`]), ...rest];
}
