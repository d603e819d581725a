import type { OrderFailure, PairProofs, ProvenPair, ProveReport } from '@oneleaf/core';
import { NO_SEED_NOTE, differenceTexts, ranWithoutRows, VERDICT_WORDS } from '../words/prove-words.js';
import { count, shortRef } from '../words/wording.js';
import { listBlock, RANKS, type ReportSection, type SectionBlock, type SectionMark } from './section.js';
import { fixBelow, fullMessageBelow } from './finding.js';
import { code, hintMarkdown, prose } from './inline.js';
import type { ItemContent, ListItem } from './list-item.js';

/** Differences of one pair that are told; there may be as many as tables. */
const MAX_DIFFERENCES = 20;

export function proveSection({ base, ...proofs }: ProveReport): ReportSection {
  return {
    mark: markOfProofs(proofs),
    headline: `**prove** on ${code(shortRef(base.ref))}: ${pairSummary(proofs.pairs)}`,
    blocks: proofBlocks(proofs),
  };
}

function markOfPair({ verdict }: ProvenPair): SectionMark {
  const { tone } = VERDICT_WORDS[verdict];
  return tone === 'good' || tone === 'bad' ? tone : 'doubtful';
}

export function markOfProofs({ pairs }: PairProofs): SectionMark {
  const marks = pairs.map(markOfPair);
  if (marks.includes('bad')) return 'bad';
  return marks.includes('doubtful') || pairs.length === 0 ? 'doubtful' : 'good';
}

function pairSummary(pairs: readonly ProvenPair[]): string {
  const [only, ...others] = pairs;
  if (!only) return 'nothing to land in two orders';
  if (others.length === 0) return `${code(shortRef(only.one))} and ${code(shortRef(only.other))}: ${VERDICT_WORDS[only.verdict].text}`;
  const bad = pairs.filter(pair => markOfPair(pair) === 'bad').length;
  return `${count(bad, 'pair')} of ${count(pairs.length, 'pair')} must not land in any order`;
}

const MARK_RANKS: Readonly<Record<SectionMark, number>> = { bad: RANKS.error, doubtful: RANKS.warning, good: RANKS.summary };

/** Also below what `predict` says of its groups. */
export function proofBlocks(proofs: PairProofs): readonly SectionBlock[] {
  const marks = ['bad', 'doubtful', 'good'] as const;
  const notes: readonly ItemContent[] = [
    ...(ranWithoutRows(proofs) ? [{ text: prose(NO_SEED_NOTE) }] : []),
    ...proofs.notes.flatMap(fixBelow),
  ];
  return [
    ...marks.map(mark => listBlock(MARK_RANKS[mark], proofs.pairs.filter(pair => markOfPair(pair) === mark).map(pairItem))),
    ...(notes.length > 0 ? [listBlock(RANKS.note, [{ text: 'notes', below: notes }])] : []),
  ];
}

function pairItem(pair: ProvenPair): ListItem {
  const { one, other, project, framework, database, verdict, landFirst, reason, hint, volatile, warnings } = pair;
  const place = database === undefined ? '' : ` on ${code(database)}`;
  return {
    text: `**${VERDICT_WORDS[verdict].text}**: ${code(shortRef(one))} and ${code(shortRef(other))} in ${code(project)} (${code(framework)})${place}`,
    below: [
      ...(landFirst === undefined ? [] : [{ text: `${code(shortRef(landFirst))} has to land first` }]),
      ...reasonItems(reason, hint),
      ...pair.failures.map(failureItem),
      ...differenceBelow(pair),
      ...(volatile.length > 0 ? [{ text: `not compared, because another in every run: ${code(volatile.join(', '))}` }] : []),
      ...warnings.map(warning => ({ text: prose(warning) })),
    ],
  };
}

function reasonItems(reason: string | undefined, hint: string | undefined): readonly ListItem[] {
  return [
    ...(reason === undefined ? [] : [{ text: prose(reason) }]),
    ...(hint === undefined ? [] : [{ text: `try: ${hintMarkdown(hint)}` }]),
  ];
}

function failureItem({ first, migration, of, error, reason, hint }: OrderFailure): ListItem {
  const place = error.at === undefined ? '' : ` at ${code(error.at)}`;
  const [message = ''] = error.message.split('\n');
  return {
    text: `${code(shortRef(first))} first: ${code(migration)} of ${code(shortRef(of))} fails${place}: ${code(`${error.type}: ${message}`)}`,
    below: [...reasonItems(reason, hint), ...fullMessageBelow(error.message)],
  };
}

function differenceBelow(pair: ProvenPair): readonly ItemContent[] {
  const told = differenceTexts(pair);
  if (told.length === 0) return [];
  const rest = told.length > MAX_DIFFERENCES ? [`and ${count(told.length - MAX_DIFFERENCES, 'more', 'more')}`] : [];
  const title = `${code(shortRef(pair.one))} first / ${code(shortRef(pair.other))} first`;
  return [{ text: title, below: [{ fence: [...told.slice(0, MAX_DIFFERENCES), ...rest].join('\n'), language: 'text' }] }];
}
