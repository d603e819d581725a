import { baseName } from '@oneleaf/core';
import { blemish } from '../python/decode.js';
import { Names } from './names.js';
import { readProse } from './prose.js';
import { readPython } from './python.js';
import type { Home, Mention, Reading, Renaming } from './renaming.js';
import { type Doubtful, type Mentions, settle } from './settle.js';

/** A file of the repository that is neither a migration nor a marker: those are respelled with their migrations. */
export interface MentioningFile {
  readonly path: string;
  readonly text: string;
}

export interface Finder {
  /** Whether a second look is worth it: cheap, to be asked of every file. */
  mayMention(file: MentioningFile): boolean;
  find(file: MentioningFile): Mentions;
}

/** In UTF-16 code units. What is longer was written by a program, and is written anew by it. */
const LONGEST = 1 << 20;

/** Finds where files name migrations that are renamed, all of them at once. `kept` gives those that bear a name and go on bearing it. */
export function mentionsOf(renamings: readonly Renaming[], kept: (name: string) => readonly Home[]): Finder {
  const names = new Names(renamings, kept);
  return {
    mayMention: ({ path, text }) => names.calling(path).length > 0 || (isReadable(text) && names.needles.some(one => text.includes(one))),
    find: file => {
      const mentions = isReadable(file.text) ? names.mentions(file.text) : [];
      const found = settle(file.text, mentions, readAll(file, mentions));
      return { ...found, doubtful: [...names.calling(file.path).map(renaming => calledAfter(renaming, file)), ...found.doubtful] };
    },
  };
}

function isReadable(text: string): boolean {
  return text.length <= LONGEST && !text.includes('\0');
}

function calledAfter(renaming: Renaming, { path }: MentioningFile): Doubtful {
  return { renaming, span: { start: 0, end: 0 }, line: 1, text: baseName(path), reason: 'the file is called after it' };
}

/** CHANGELOG.md, docs/releases/2.1.rst, release-notes/version-4.5.md: what was true when it was written. */
const pastTense = /(?:^|\/)(?:change(?:s|log)|history|news|releases?|release[-_ ]?notes?|whats[-_]?new)(?:[-_.\d][^/]*)?(?:\/|$)/i;

function readAll(file: MentioningFile, mentions: readonly Mention[]): readonly (Reading | undefined)[] {
  const doubting = (doubt: string): readonly (Reading | undefined)[] =>
    mentions.map(mention => readProse(file, mention)).map(reading => reading && { bearers: reading.bearers, doubt });
  const conflict = blemish(file.text);
  if (conflict) return doubting(`the file has a ${conflict.reason}`);
  if (pastTense.test(file.path)) return doubting('it tells of the past');
  if (!/\.pyi?$/.test(file.path)) return mentions.map(mention => readProse(file, mention));
  const read = readPython(file, mentions);
  return 'reason' in read ? doubting(`the file cannot be read: ${read.reason}`) : read;
}
