import { withPostgres } from '../connection.js';
import type { Database } from '../python/database.js';
import { start } from './postgres.js';

const TOKEN = '0123456789abcdef';

export interface Databases {
  /** An empty database, as the sandbox's providers hand them out. */
  readonly database: () => Promise<Database & { readonly tcpUrl: string }>;
  /** A database that is not ours, as a project spells it, and how often anyone has connected to it. */
  readonly developers: () => Promise<{ readonly url: string; readonly sessions: () => Promise<number> }>;
}

/** Databases for the specs of one `describe`. */
export function throwAway(binaries: string): Databases {
  const server = start(binaries);
  const tcp = (url: string): string =>
    url.replace(/^postgresql:..postgres@.(\w+)\?.*port=(\d+)$/, 'postgresql://postgres:s3cret@127.0.0.1:$2/$1');
  return {
    database: async () => {
      const url = await server.database();
      await withPostgres(url, client => client.query(`ALTER DATABASE ${nameIn(url)} SET oneleaf.token = '${TOKEN}'`));
      return { kind: 'postgresql', url, tcpUrl: tcp(url), token: TOKEN };
    },
    developers: async () => {
      const [url, other] = [await server.database(), await server.database()];
      const sessions = (): Promise<number> =>
        withPostgres(other, async client => {
          const { rows } = await client.query<{ sessions: string }>(
            `SELECT sessions FROM pg_stat_database WHERE datname = '${nameIn(url)}'`,
          );
          return Number(rows[0]?.sessions);
        });
      return { url: tcp(url).replace('postgres:s3cret', 'developer:developers-own'), sessions };
    },
  };
}

function nameIn(url: string): string {
  return /\/(\w+)\?/.exec(url)?.[1] ?? '';
}
