import { recordTables } from '@oneleaf/frameworks';
import type { MigrationRecord } from '@oneleaf/sandbox';
import type { Configuration } from '../configuration/configuration.js';
import type { ProcessContext } from '../process-context.js';
import type { RepositorySession } from '../session/session.js';

export const DATABASE_VARIABLE = 'ONELEAF_DATABASE_URL';

/** Opens the developer's database: the given one, or the one of the environment or configuration. Undefined without one. */
export async function openDatabase(
  session: RepositorySession,
  { env, cwd }: Pick<ProcessContext, 'env' | 'cwd'>,
  requested?: string,
): Promise<MigrationRecord | undefined> {
  const own = requested ?? nonEmpty(env[DATABASE_VARIABLE]);
  const url = own ?? configuredUrl(session.configuration, env);
  if (url === undefined) return undefined;
  // A hook must start fast, and most have no database to look at.
  const { openRecord } = await import('@oneleaf/sandbox');
  return openRecord(url, { tables: recordTables, env, folder: own === undefined ? session.repository.top : cwd });
}

function configuredUrl({ database }: Configuration, env: ProcessContext['env']): string | undefined {
  return database?.startsWith('env:') === true ? nonEmpty(env[database.slice(4)]) : database;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
