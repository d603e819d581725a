import { withPostgres } from '../engines/postgresql/connection.js';
import type { Lease } from '../sandbox.js';
import { openSpecSandbox } from './postgres.js';

/** A database that is not ours. */
export interface DeveloperDatabase {
  /** As a project spells it, with a name and a password that are nobody's. */
  readonly url: string;
  /** The same, and the server lets it in. */
  readonly real: string;
  /** How often anyone has connected to it. */
  readonly sessions: () => Promise<number>;
}

export interface SpecDatabases {
  /** An empty database, as the sandbox's providers hand them out. */
  readonly database: () => Promise<Lease & { readonly tcpUrl: string }>;
  readonly developers: () => Promise<DeveloperDatabase>;
}

/** Databases for the specs of one `describe`. */
export function specDatabases(binaries: string): SpecDatabases {
  const sandbox = openSpecSandbox({ pgBin: binaries, tcp: true });
  let count = 0;
  const database = async (): Promise<Lease & { readonly tcpUrl: string }> => {
    const lease = await sandbox().lease('spec');
    if (lease.tcpUrl === undefined) throw new Error('the server listens on a port');
    return { ...lease, tcpUrl: lease.tcpUrl };
  };
  return {
    database,
    developers: async () => {
      const { url, tcpUrl } = await database();
      const name = `developer_db${(count += 1)}`;
      const ask = (sql: string): Promise<readonly { readonly sessions?: string }[]> =>
        withPostgres(url, async client => (await client.query<{ sessions?: string }>(sql)).rows);
      await ask(`CREATE DATABASE ${name}`);
      const real = tcpUrl.replace(/[^/]+$/, name);
      return {
        url: real.replace(/postgres:\w+@/, 'developer:developers-own@'),
        real,
        sessions: async () => Number((await ask(`SELECT sessions FROM pg_stat_database WHERE datname = '${name}'`))[0]?.sessions),
      };
    },
  };
}
