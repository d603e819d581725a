import type { ReportWording } from '@oneleaf/core';

/** What the real frameworks say. */
export const WORDING: ReportWording = {
  nothingFound: 'no Django app with migrations and no Alembic script directory found',
  migration: (framework, history, name) => (framework === 'django' ? `${history}.${name}` : name),
};
