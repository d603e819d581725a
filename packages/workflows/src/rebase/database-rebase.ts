import type { RebaseReport } from '@oneleaf/core';
import { UsageError } from '@oneleaf/core/errors';
import { openDatabase } from '../development-database/open-database.js';
import type { ProcessContext } from '../process-context.js';
import type { RepositorySession } from '../session/session.js';
import { rebase, type RebaseOptions } from './rebase.js';

export interface DatabaseRebaseOptions extends Omit<RebaseOptions, 'ledger' | 'demandsRecord'> {
  /** The URL or path of the development database; otherwise the one of the environment or configuration. */
  readonly database?: string;
}

/** Rebases, and has the development database follow. One that was named for this has to answer; one that is only configured need not. */
export async function rebaseWithDatabase(
  session: RepositorySession,
  context: Pick<ProcessContext, 'cwd' | 'env'>,
  { database, ...options }: DatabaseRebaseOptions,
): Promise<RebaseReport> {
  const record = await openDatabase(session, context, database);
  if (options.applyDatabase && !record) throw new UsageError('no database is given', 'oneleaf rebase --apply-database --database URL');
  return rebase(session, {
    ...options,
    demandsRecord: database !== undefined || options.applyDatabase,
    ...(record ? { record } : {}),
  });
}
