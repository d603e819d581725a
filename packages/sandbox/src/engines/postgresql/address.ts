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
  const scheme = /^postgres(?:ql)?(?:\+\w+)?:\/\//.exec(text)?.[0];
  if (scheme === undefined) throw new SandboxError('the URL of the server is not a PostgreSQL URL', exampleUrl);
  try {
    return parseRest(text.slice(scheme.length));
  } catch (error) {
    if (error instanceof SandboxError) throw error;
    // What URL and decodeURIComponent throw carries the text, and with it the password.
    throw new SandboxError('the URL of the server cannot be read', exampleUrl);
  }
}

function parseRest(rest: string): PostgresAddress {
  // No host stands for a socket; WHATWG URLs cannot say so beside a user.
  const bare = rest.replace(/^([^/?#]*@)?(?=[/?#:]|$)/, '$1socket');
  const url = new URL(`postgresql://${bare}`);
  const asked = url.searchParams;
  const sslmode = asked.get('sslmode');
  return {
    host: hostOf(url, bare !== rest),
    port: Number(asked.get('port') ?? (url.port === '' ? 5432 : url.port)),
    user: urlPart(url.username, asked.get('user'), 'postgres'),
    password: urlPart(url.password, asked.get('password'), ''),
    database: urlPart(url.pathname.slice(1), asked.get('dbname'), 'postgres'),
    ...(sslmode === null ? {} : { sslmode }),
  };
}

function hostOf(url: URL, socket: boolean): string {
  // libpq lets these overrule the host, and tries several hosts in turn.
  const overruled = ['hostaddr', 'service', 'servicefile'].find(name => url.searchParams.has(name));
  if (overruled !== undefined) throw new SandboxError(`the URL of the server gives its address by ${overruled}`, exampleUrl);
  const host = url.searchParams.get('host') ?? (socket ? '/var/run/postgresql' : url.hostname.replace(/^\[(.*)\]$/, '$1'));
  if (host.includes(',')) throw new SandboxError('the URL of the server names several hosts', exampleUrl);
  return decodeURIComponent(host);
}

function urlPart(encoded: string, asked: string | null, otherwise: string): string {
  return encoded === '' ? (asked ?? otherwise) : decodeURIComponent(encoded);
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
