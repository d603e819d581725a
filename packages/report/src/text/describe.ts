import type { DescribedHistory, DescribedMigration, DescribeReport } from '@oneleaf/core';
import { extent, phrases, standing, type Phrase } from '../describe/phrases.js';
import { BLANK, type Line } from './line.js';

/** Each history with its migrations in the order in which they are applied, and what each one does. */
export function describeLines({ histories }: DescribeReport): readonly Line[] {
  if (histories.length === 0) return [['there are no migrations here']];
  return histories.flatMap((history, at) => [...(at === 0 ? [] : [BLANK]), ...historyLines(history)]);
}

function historyLines(history: DescribedHistory): readonly Line[] {
  return [
    [{ text: history.history, tone: 'strong' }, '  ', ...plain(extent(history))],
    ...history.migrations.flatMap(migrationLines),
    ...history.doubts.map(({ path, reason }): Line => ['  ', { text: 'not certain', tone: 'doubtful' }, `  ${path}: ${reason}`]),
  ];
}

function migrationLines(migration: DescribedMigration): readonly Line[] {
  const { name, summary } = migration;
  return [
    ['  ', { text: name, tone: 'strong' }, '  ', ...plain(standing(migration))],
    ...(summary === '' ? [] : [['    ', { text: summary, tone: 'quiet' }] satisfies Line]),
    ...phrases(migration).map((phrase): Line => ['    ', ...plain(phrase)]),
  ];
}

function plain(phrase: Phrase): Line {
  return phrase.map(word => (typeof word === 'string' ? word : word.name));
}
