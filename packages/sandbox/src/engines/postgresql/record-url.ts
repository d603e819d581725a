import type { ClientConfig } from 'pg';
import { parsePostgresUrl } from './parse-url.js';
import { SandboxError } from '../../sandbox-error.js';

/** One PostgreSQL database: how to reach it, what to call it, and what nobody may read. */
export interface RecordConnection {
  readonly config: ClientConfig;
  readonly label: string;
  /** A text of the server or of the driver, without the password. */
  readonly mask: (text: string) => string;
}

export function parseRecordUrl(url: string): RecordConnection {
  const parts = parsePostgresUrl(url);
  if (!parts) throw unreadableUrl();
  const { url: parsed, hostname } = parts;
  const query = parsed.searchParams;
  const part = (name: string, otherwise: string): string | undefined => query.get(name) ?? (otherwise === '' ? undefined : otherwise);
  const host = part('host', hostname);
  const port = part('port', parsed.port);
  const password = part('password', decoded(parsed.password));
  const database = part('dbname', decoded(parsed.pathname.slice(1)));
  const secrets = [password ?? '', parsed.password].filter(secret => secret !== '');
  return {
    config: {
      host,
      port: port === undefined ? undefined : Number(port),
      user: part('user', decoded(parsed.username)),
      password,
      database,
      ...encryption(part('sslmode', query.get('ssl') ?? '')),
    },
    label: ['the database', ...(database === undefined ? [] : [database]), ...(host === undefined ? [] : [`on ${host}`])].join(' '),
    mask: text => secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text),
  };
}

function unreadableUrl(): SandboxError {
  const message = 'the URL of the database cannot be read; a password in it has to be percent-encoded';
  return new SandboxError(message, 'postgresql://user@localhost/name');
}

function decoded(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

/** As libpq takes them: only the `verify` modes look at the certificate. */
function encryption(mode: string | undefined): Pick<ClientConfig, 'ssl'> {
  if (mode === undefined || ['disable', 'allow', 'prefer', 'false'].includes(mode)) return {};
  return { ssl: { rejectUnauthorized: mode.startsWith('verify') } };
}
