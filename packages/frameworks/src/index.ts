import { knownMarkers, type Framework, type KnownMarker, type RecordTables, type ReportWording } from '@oneleaf/core';
import { nothingFoundIn, wordingOf } from './report-wording.js';
import { alembic } from './alembic/alembic.js';
import { django } from './django/django.js';

export { alembic, django };
export { ASYNC_URL_FIX } from './languages/python/async-url.js';
export { type MentionFinder, mentionFinder, type SearchedFile } from './mentions/mention-finder.js';
export type { DoubtfulMention, ResolvedMentions } from './mentions/resolve-mentions.js';

export const frameworks: readonly Framework[] = [django, alembic];

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
