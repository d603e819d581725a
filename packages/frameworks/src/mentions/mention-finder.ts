import { baseName, type HistoryKey, type MentionRulesByFramework, type Renaming } from '@oneleaf/core';
import { sourceProblem } from '../languages/python/syntax/decode-source.js';
import { NameSearch } from './name-search.js';
import { readProse } from './prose.js';
import { readPython } from './python-file.js';
import type { NameMention, MentionReading } from './renaming.js';
import { type DoubtfulMention, type ResolvedMentions, resolveMentions } from './resolve-mentions.js';

/** A file of the repository that is neither a migration nor a marker: those are respelled with their migrations. */
export interface SearchedFile {
  readonly path: string;
  readonly text: string;
}

export interface MentionFinder {
  /** Whether a second look is worth it: cheap, to be asked of every file. */
  mayMention(file: SearchedFile): boolean;
  find(file: SearchedFile): ResolvedMentions;
}

/** In UTF-16 code units. What is longer was written by a program, and is written anew by it. */
const MAX_LENGTH = 1 << 20;

/** A finder for some renamings at once. `kept` gives the histories with a migration that keeps a name. */
export function createMentionFinder(
  rules: MentionRulesByFramework,
  renamings: readonly Renaming[],
  kept: (name: string) => readonly HistoryKey[],
): MentionFinder {
  const names = new NameSearch(rules, renamings, kept);
  return {
    mayMention: ({ path, text }) => names.calling(path).length > 0 || (isReadable(text) && names.needles.some(one => text.includes(one))),
    find: file => {
      const mentions = isReadable(file.text) ? names.mentions(file.text) : [];
      const found = resolveMentions(file.text, mentions, readMentions(file, mentions, rules));
      return { ...found, doubtful: [...names.calling(file.path).map(renaming => fileNameMention(renaming, file)), ...found.doubtful] };
    },
  };
}

function isReadable(text: string): boolean {
  return text.length <= MAX_LENGTH && !text.includes('\0');
}

function fileNameMention(renaming: Renaming, { path }: SearchedFile): DoubtfulMention {
  return { renaming, span: { start: 0, end: 0 }, line: 1, text: baseName(path), reason: 'the file is named after it' };
}

/** CHANGELOG.md, docs/releases/2.1.rst, release-notes/version-4.5.md: what was true when it was written. */
const changelogPath = /(?:^|\/)(?:change(?:s|log)|history|news|releases?|release[-_ ]?notes?|whats[-_]?new)(?:[-_.\d][^/]*)?(?:\/|$)/i;

function readMentions(
  file: SearchedFile,
  mentions: readonly NameMention[],
  rules: MentionRulesByFramework,
): readonly (MentionReading | undefined)[] {
  const doubting = (doubt: string): readonly (MentionReading | undefined)[] =>
    mentions.map(mention => readProse(file, mention)).map(reading => reading && { bearers: reading.bearers, doubt });
  const conflict = sourceProblem(file.text);
  if (conflict) return doubting(`the file has a ${conflict.reason}`);
  if (changelogPath.test(file.path)) return doubting('it describes the past');
  if (!/\.pyi?$/.test(file.path)) return mentions.map(mention => readProse(file, mention));
  const read = readPython(file, mentions, rules);
  return 'reason' in read ? doubting(`the file cannot be read: ${read.reason}`) : read;
}
