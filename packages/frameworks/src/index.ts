import type { Framework } from '@oneleaf/core';
import { alembic } from './alembic/alembic.js';
import { django } from './django/django.js';

export { alembic, django };
export { type Finder, mentionsOf, type MentioningFile } from './mentions/mentions.js';
export type { Home, Renaming } from './mentions/renaming.js';
export type { Doubtful, Mentions } from './mentions/settle.js';

export const frameworks: readonly Framework[] = [django, alembic];
