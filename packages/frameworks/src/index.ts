import type { Framework, RecordTables } from '@oneleaf/core';
import { alembic } from './alembic/alembic.js';
import { django } from './django/django.js';

export { alembic, django };
export { ASYNC_URL_FIX } from './languages/python/async-url.js';
export { type MentionFinder, mentionFinder, type SearchedFile } from './mentions/mention-finder.js';
export type { HistoryKey, Renaming } from './mentions/renaming.js';
export type { DoubtfulMention, ResolvedMentions } from './mentions/resolve-mentions.js';

export const frameworks: readonly Framework[] = [django, alembic];

/** Where each framework writes down what a database has applied. */
export const recordTables: RecordTables = Object.fromEntries(
  frameworks.flatMap(({ name, record }) => (record ? [[name, record.table]] : [])),
);
