import type { DescribedHistory, DescribedMigration } from '@oneleaf/core';
import { visible } from '../words/visible.js';
import { historyPhrase, migrationPhrases, parentPhrase, type DescriptionPhrase } from '../words/description-phrases.js';

/** Histories as a page that is kept with them: the same for the same files, one line for each fact, so that two branches meet in the lines that they change. */
export function renderDescription(histories: readonly DescribedHistory[]): string {
  if (histories.length === 0) return 'There are no migrations here.\n';
  return histories.map(historyText).join('\n');
}

function historyText(history: DescribedHistory): string {
  const doubts = history.doubts.map(({ path, reason }) => `- not certain: ${code(path)}: ${prose(reason)}`);
  const items = [...history.migrations.flatMap(migrationItems), ...doubts];
  return [`${code(history.history)}: ${phraseMarkdown(historyPhrase(history))}.`, ...(items.length > 0 ? ['', ...items] : []), ''].join(
    '\n',
  );
}

function migrationItems(migration: DescribedMigration): readonly string[] {
  const { name, summary } = migration;
  const said = summary === '' ? '' : `: ${prose(summary)}`;
  return [
    `- **${code(name)}**, ${phraseMarkdown(parentPhrase(migration))}${said}`,
    ...migrationPhrases(migration).map(phrase => `  - ${phraseMarkdown(phrase)}`),
  ];
}

function phraseMarkdown(phrase: DescriptionPhrase): string {
  return phrase.map(word => (typeof word === 'string' ? wordsMarkdown(word) : code(word.name))).join('');
}

/** Our words, which may quote a keyword or a call of the file: between backticks nothing needs to be escaped. */
function wordsMarkdown(words: string): string {
  return words
    .split('`')
    .map((part, at) => (at % 2 === 0 ? prose(part) : `\`${visible(part)}\``))
    .join('');
}

/** Text in which nothing is taken for markup. */
function prose(text: string): string {
  // An underscore between letters is no markup, and many names have some.
  return visible(text).replace(/[\\`*[\]<>|~&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\$&`);
}

/** A name between as many backticks as it takes (CommonMark 6.1): there nothing else is markup. */
function code(name: string): string {
  const shown = visible(name);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
