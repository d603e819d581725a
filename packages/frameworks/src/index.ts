import {
  knownMarkers,
  type Framework,
  type HistoryKey,
  type KnownMarker,
  type MentionRulesByFramework,
  type RecordTables,
  type Renaming,
  type ReportWording,
} from '@oneleaf/core';
import { createMentionFinder, type MentionFinder } from './mentions/mention-finder.js';
import { nothingFoundIn, wordingOf } from './report-wording.js';
import { alembic } from './alembic/alembic.js';
import { django } from './django/django.js';

export { alembic, django };
export { ASYNC_URL_FIX } from './alembic/async-url.js';
export type { MentionFinder, SearchedFile } from './mentions/mention-finder.js';
export type { DoubtfulMention, ResolvedMentions } from './mentions/resolve-mentions.js';

export const frameworks: readonly Framework[] = [django, alembic];

const mentionRules: MentionRulesByFramework = new Map(frameworks.map(({ name, mentions = {} }) => [name, mentions]));

/** Finds where files name renamed migrations. `kept` gives the histories with a migration that keeps a name. */
export function mentionFinder(renamings: readonly Renaming[], kept: (name: string) => readonly HistoryKey[]): MentionFinder {
  return createMentionFinder(mentionRules, renamings, kept);
}

/** Where each framework writes down what a database has applied. */
export const recordTables: RecordTables = Object.fromEntries(
  frameworks.flatMap(({ name, record }) => (record ? [[name, record.table]] : [])),
);

/** Every kind of file that names a leaf. */
export const markers: readonly KnownMarker[] = knownMarkers(frameworks);

/** What reports and messages call the frameworks' things. */
export const wording: ReportWording = wordingOf(frameworks);

/** `no Django app with migrations and no Alembic script directory`: what a repository lacks in which nothing is recognised. */
export const nothingRecognised: string = nothingFoundIn(frameworks);
