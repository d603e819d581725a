/** The variables of a process, handed in: only the command line reads its own. */
export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/** Without what would point libpq, and with it every PostgreSQL program and driver, at another server (PGHOST, PGSERVICE, PGPASSFILE, PGDATA ...). */
export function withoutPostgres(env: ProcessEnvironment): ProcessEnvironment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG')));
}
