import type { KnownError } from '../../known-error.js';

/** What errors of SQLite's drivers look like, and what each means. */
export const sqliteErrors: readonly KnownError[] = [
  {
    pattern: /^ModuleNotFoundError: No module named '(aiosqlite)'/,
    reason: 'the driver $1, which the database URL asks for, is not installed',
    hint: 'pip install $1',
  },
];
