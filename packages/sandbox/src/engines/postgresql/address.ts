import { parsePostgresUrl, type PostgresUrl } from './parse-url.js';
import { SandboxError } from '../../sandbox-error.js';

/** Where a PostgreSQL database is. */
export interface PostgresAddress {
  /** A host name, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Empty where the server asks for none. */
  readonly password: string;
  readonly database: string;
  /** As in libpq; not given means that nothing is said about encryption. */
  readonly sslmode?: string;
}

const exampleUrl = 'give it as postgresql://USER:PASSWORD@localhost:5432/postgres';

/** Reads `postgresql://...`, with or without a driver (`postgresql+psycopg://`), a socket's folder as `?host=/folder`. */
export function parseAddress(text: string): PostgresAddress {
  if (!/^postgres(?:ql)?(?:\+\w+)?:\/\//.test(text)) throw new SandboxError('the URL of the server is not a PostgreSQL URL', exampleUrl);
  try {
    const parsed = parsePostgresUrl(text);
    if (parsed) return addressOf(parsed);
  } catch (error) {
    // What decodeURIComponent throws carries the text, and with it the password.
    if (error instanceof SandboxError) throw error;
  }
  throw new SandboxError('the URL of the server cannot be read', exampleUrl);
}

function addressOf(parsed: PostgresUrl): PostgresAddress {
  const { url } = parsed;
  const query = url.searchParams;
  const sslmode = query.get('sslmode');
  return {
    host: hostOf(parsed),
    port: Number(query.get('port') ?? (url.port === '' ? 5432 : url.port)),
    user: urlPart(url.username, query.get('user'), 'postgres'),
    password: urlPart(url.password, query.get('password'), ''),
    database: urlPart(url.pathname.slice(1), query.get('dbname'), 'postgres'),
    ...(sslmode === null ? {} : { sslmode }),
  };
}

function hostOf({ url, hostname }: PostgresUrl): string {
  // libpq lets these overrule the host, and tries several hosts in turn.
  const overruled = ['hostaddr', 'service', 'servicefile'].find(name => url.searchParams.has(name));
  if (overruled !== undefined) throw new SandboxError(`the URL of the server gives its address by ${overruled}`, exampleUrl);
  const host = url.searchParams.get('host') ?? (hostname === '' ? '/var/run/postgresql' : hostname.replace(/^\[(.*)\]$/, '$1'));
  if (host.includes(',')) throw new SandboxError('the URL of the server names several hosts', exampleUrl);
  return decodeURIComponent(host);
}

function urlPart(encoded: string, requested: string | null, otherwise: string): string {
  return encoded === '' ? (requested ?? otherwise) : decodeURIComponent(encoded);
}

/** An address as libpq and the libraries of Python read it. */
export function addressUrl(address: PostgresAddress): string {
  const { host, port, user, password, database, sslmode } = address;
  const who = password === '' ? encodeURIComponent(user) : `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const ssl = sslmode === undefined ? [] : [`sslmode=${sslmode}`];
  const path = encodeURIComponent(database);
  // Ini files take a percent sign for a variable: a socket's folder is spelled as it is.
  if (host.startsWith('/')) return `postgresql://${who}@/${path}?${[`host=${host}`, `port=${port}`, ...ssl].join('&')}`;
  const place = host.includes(':') ? `[${host}]` : host;
  return `postgresql://${who}@${place}:${port}/${path}${ssl.length === 0 ? '' : `?${ssl.join('')}`}`;
}

/** How a report names the server: no user, no password. */
export function addressLabel({ host, port }: PostgresAddress): string {
  return host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`;
}

/** Whether the server can only be on this machine, or at the near end of a tunnel. */
export function isLocal({ host }: PostgresAddress): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
