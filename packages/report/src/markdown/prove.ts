import type { OrderFailure, Proofs, ProvenPair, ProveReport } from '@oneleaf/core';
import { BLIND, differencesOf, isBlind, WORDS } from '../text/prove.js';
import { count, said } from '../text/wording.js';
import { listBlock, RANKS, type Account, type Block, type Mark } from './account.js';
import { fixBelow, wholeBelow } from './finding.js';
import { code, hinted, prose } from './inline.js';
import type { Below, Item } from './item.js';

/** Differences of one pair that are told; there may be as many as tables. */
const MOST = 20;

export function proveAccount({ base, ...proofs }: ProveReport): Account {
  return {
    mark: markOfProofs(proofs),
    headline: `**prove** on ${code(said(base.ref))}: ${summaryOf(proofs.pairs)}`,
    blocks: proofBlocks(proofs),
  };
}

function markOfPair({ verdict }: ProvenPair): Mark {
  const { tone } = WORDS[verdict];
  return tone === 'good' || tone === 'bad' ? tone : 'doubtful';
}

export function markOfProofs({ pairs }: Proofs): Mark {
  const marks = pairs.map(markOfPair);
  if (marks.includes('bad')) return 'bad';
  return marks.includes('doubtful') || pairs.length === 0 ? 'doubtful' : 'good';
}

function summaryOf(pairs: readonly ProvenPair[]): string {
  const [only, ...others] = pairs;
  if (!only) return 'nothing to land in two orders';
  if (others.length === 0) return `${code(said(only.one))} and ${code(said(only.other))}: ${WORDS[only.verdict].text}`;
  const bad = pairs.filter(pair => markOfPair(pair) === 'bad').length;
  return `${count(bad, 'pair')} of ${count(pairs.length, 'pair')} must not land in any order`;
}

const RANK: Readonly<Record<Mark, number>> = { bad: RANKS.error, doubtful: RANKS.warning, good: RANKS.summary };

/** Also below what `predict` says of its groups. */
export function proofBlocks(proofs: Proofs): readonly Block[] {
  const marks = ['bad', 'doubtful', 'good'] as const;
  const notes: readonly Below[] = [...(isBlind(proofs) ? [{ text: prose(BLIND) }] : []), ...proofs.notes.flatMap(fixBelow)];
  return [
    ...marks.map(mark => listBlock(RANK[mark], proofs.pairs.filter(pair => markOfPair(pair) === mark).map(pairItem))),
    ...(notes.length > 0 ? [listBlock(RANKS.note, [{ text: 'notes', below: notes }])] : []),
  ];
}

function pairItem(pair: ProvenPair): Item {
  const { one, other, project, framework, database, verdict, landFirst, reason, hint, volatile, warnings } = pair;
  const place = database === undefined ? '' : ` on ${code(database)}`;
  return {
    text: `**${WORDS[verdict].text}**: ${code(said(one))} and ${code(said(other))} in ${code(project)} (${code(framework)})${place}`,
    below: [
      ...(landFirst === undefined ? [] : [{ text: `${code(said(landFirst))} has to land first` }]),
      ...whyItems(reason, hint),
      ...pair.failures.map(failureItem),
      ...differenceBelow(pair),
      ...(volatile.length > 0 ? [{ text: `not compared, because another in every run: ${code(volatile.join(', '))}` }] : []),
      ...warnings.map(warning => ({ text: prose(warning) })),
    ],
  };
}

function whyItems(reason: string | undefined, hint: string | undefined): readonly Item[] {
  return [...(reason === undefined ? [] : [{ text: prose(reason) }]), ...(hint === undefined ? [] : [{ text: `try: ${hinted(hint)}` }])];
}

function failureItem({ first, migration, of, error, reason, hint }: OrderFailure): Item {
  const place = error.at === undefined ? '' : ` at ${code(error.at)}`;
  const [message = ''] = error.message.split('\n');
  return {
    text: `${code(said(first))} first: ${code(migration)} of ${code(said(of))} fails${place}: ${code(`${error.type}: ${message}`)}`,
    below: [...whyItems(reason, hint), ...wholeBelow(error.message)],
  };
}

function differenceBelow(pair: ProvenPair): readonly Below[] {
  const told = differencesOf(pair);
  if (told.length === 0) return [];
  const rest = told.length > MOST ? [`and ${count(told.length - MOST, 'more', 'more')}`] : [];
  const title = `${code(said(pair.one))} first / ${code(said(pair.other))} first`;
  return [{ text: title, below: [{ fence: [...told.slice(0, MOST), ...rest].join('\n'), language: 'text' }] }];
}
