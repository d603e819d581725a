import type { Ledger } from '@oneleaf/sandbox';
import { CONFIGURATION_FILE, type Configuration } from './configuration.js';
import type { Outside } from './outside.js';
import type { Session } from './session.js';

const VARIABLE = 'ONELEAF_DATABASE_URL';

/** Opens the developer's own database: the one that was asked for, or that the environment or the team's configuration names. Undefined where nobody names one. */
export async function openDatabase(
  session: Session,
  { env, cwd }: Pick<Outside, 'env' | 'cwd'>,
  asked?: string,
): Promise<Ledger | undefined> {
  const own = asked ?? said(env[VARIABLE]);
  const url = own ?? configured(session.configuration, env);
  if (url === undefined) return undefined;
  // A hook must start fast, and most have no database to look at.
  const { openLedger } = await import('@oneleaf/sandbox');
  return openLedger(url, { env, folder: own === undefined ? session.repository.top : cwd });
}

function configured({ database }: Configuration, env: Outside['env']): string | undefined {
  return database?.startsWith('env:') === true ? said(env[database.slice(4)]) : database;
}

function said(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

export const DATABASE_HELP = `  --database URL       the database that you develop on: postgresql://…, sqlite:///db.sqlite3 or the path of such a file; otherwise
                       ${VARIABLE}, or what ${CONFIGURATION_FILE} says
`;
