import type { Lease, Sandbox } from '@oneleaf/sandbox';
import { readFileSync } from 'node:fs';
import { EnvironmentError, UsageError } from '@oneleaf/core/errors';

/** New databases, on which a file of SQL has run where there is one. */
export function leaseWithBaseline(sandbox: Sandbox, baseline: string | undefined): (purpose: string) => Promise<Lease> {
  if (baseline === undefined) return purpose => sandbox.lease(purpose);
  if (sandbox.kind === 'sqlite') throw new UsageError('a baseline is for PostgreSQL', 'take "baseline" out of oneleaf.json');
  const sql = readSqlFile(baseline, 'baseline');
  return async purpose => sandbox.lease(purpose, await sandbox.template(`baseline ${sql}`, lease => runBaseline(lease, sql, baseline)));
}

async function runBaseline({ url }: Lease, sql: string, file: string): Promise<void> {
  const { withPostgres } = await import('@oneleaf/sandbox');
  try {
    await withPostgres(url, client => client.query(sql));
  } catch (cause) {
    throw new EnvironmentError(`the baseline ${file} does not run: ${String(cause)}`, undefined, { cause });
  }
}

/** A file of SQL of the user's; `what` it is called. */
export function readSqlFile(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EnvironmentError(`the ${what} ${file} cannot be read`, undefined, { cause });
  }
}
