import type { Framework } from '@oneleaf/core';
import { alembic } from './alembic/alembic.js';
import { django } from './django/django.js';

export { alembic, django };

export const frameworks: readonly Framework[] = [django, alembic];
