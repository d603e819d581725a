import type { KnownError } from '../../known-error.js';

/** What errors of Django look like, and what each means. */
export const djangoErrors: readonly KnownError[] = [
  {
    pattern: /^ImproperlyConfigured: Error loading psycopg/,
    reason: 'Django needs psycopg or psycopg2 for PostgreSQL, and neither is installed',
    hint: 'pip install "psycopg[binary]"',
  },
  {
    pattern: /^ImproperlyConfigured: Set the (\w+) environment variable/,
    reason: 'the project needs the variable $1, which is not set',
    hint: 'set it in the configuration; {url} stands for the throw-away database',
  },
  {
    pattern: /^Unstarted: nothing says which settings/,
    reason: 'neither manage.py nor DJANGO_SETTINGS_MODULE names the settings of the project',
    hint: 'name it in the configuration',
  },
];
