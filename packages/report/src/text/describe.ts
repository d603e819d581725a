import type { DescribedHistory, DescribedMigration, DescribeReport } from '@oneleaf/core';
import { historyPhrase, migrationPhrases, parentPhrase, type DescriptionPhrase } from '../words/description-phrases.js';
import { BLANK_LINE, type StyledLine } from './layout/line.js';

/** Each history with its migrations in the order in which they are applied, and what each one does. */
export function describeLines({ histories }: DescribeReport): readonly StyledLine[] {
  if (histories.length === 0) return [['there are no migrations here']];
  return histories.flatMap((history, at) => [...(at === 0 ? [] : [BLANK_LINE]), ...historyLines(history)]);
}

function historyLines(history: DescribedHistory): readonly StyledLine[] {
  return [
    [{ text: history.history, tone: 'strong' }, '  ', ...phraseText(historyPhrase(history))],
    ...history.migrations.flatMap(migrationLines),
    ...history.doubts.map(({ path, reason }): StyledLine => ['  ', { text: 'not certain', tone: 'doubtful' }, `  ${path}: ${reason}`]),
  ];
}

function migrationLines(migration: DescribedMigration): readonly StyledLine[] {
  const { name, summary } = migration;
  return [
    ['  ', { text: name, tone: 'strong' }, '  ', ...phraseText(parentPhrase(migration))],
    ...(summary === '' ? [] : [['    ', { text: summary, tone: 'quiet' }] satisfies StyledLine]),
    ...migrationPhrases(migration).map((phrase): StyledLine => ['    ', ...phraseText(phrase)]),
  ];
}

function phraseText(phrase: DescriptionPhrase): StyledLine {
  return phrase.map(word => (typeof word === 'string' ? word : word.name));
}
