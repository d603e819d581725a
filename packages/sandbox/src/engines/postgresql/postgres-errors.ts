import type { KnownError } from '../../known-error.js';

/** What errors of PostgreSQL and its drivers look like, and what each means. */
export const postgresErrors: readonly KnownError[] = [
  {
    pattern: /^ModuleNotFoundError: No module named '(psycopg2|psycopg|asyncpg|pg8000)'/,
    reason: 'the driver $1, which the database URL asks for, is not installed',
    hint: 'pip install $1',
  },
  {
    pattern: /^InFailedSqlTransaction:/,
    reason: 'an earlier statement failed, and the migration hid that error',
    hint: 'look for an except around its first statements; on an empty database the cause is often a table that no migration creates',
  },
  {
    pattern: /extension "([^"]+)" is not available/,
    reason: 'this PostgreSQL server does not have the extension $1',
    hint: 'install it on this server, or use one that has it: --database-url URL, or --image postgis/postgis:16-3.4',
  },
  {
    pattern: /role "([^"]+)" does not exist/,
    reason: 'a migration expects the role $1, which a fresh server does not have',
    hint: 'add it to the "roles" of the project in oneleaf.json, or create it where it is missing: DO $$ BEGIN CREATE ROLE "$1" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$',
  },
  {
    pattern: /^ValidationError: .*(?:URL host invalid|empty host|valid URL)/s,
    reason: 'the project checks its database URL (pydantic’s PostgresDsn) and refuses the URL of a socket',
    hint: 'give it a TCP address: a variable with {url}, or with {host}, {port}, {user}, {password} and {name}',
  },
];
