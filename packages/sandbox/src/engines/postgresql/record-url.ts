import type { ClientConfig } from 'pg';
import { SandboxError } from '../../sandbox-error.js';

/** One PostgreSQL database: how to reach it, what to call it, and what nobody may read. */
export interface RecordConnection {
  readonly config: ClientConfig;
  readonly label: string;
  /** A text of the server or of the driver, without the password. */
  readonly mask: (text: string) => string;
}

export function parseRecordUrl(url: string): RecordConnection {
  const parsed = parseUrl(url);
  const asked = parsed.searchParams;
  const said = (name: string, otherwise: string): string | undefined => asked.get(name) ?? (otherwise === '' ? undefined : otherwise);
  const host = said('host', parsed.hostname === PLACEHOLDER_HOST ? '' : parsed.hostname);
  const port = said('port', parsed.port);
  const password = said('password', decoded(parsed.password));
  const database = said('dbname', decoded(parsed.pathname.slice(1)));
  const secrets = [password ?? '', parsed.password].filter(secret => secret !== '');
  return {
    config: {
      host,
      port: port === undefined ? undefined : Number(port),
      user: said('user', decoded(parsed.username)),
      password,
      database,
      ...encryption(said('sslmode', asked.get('ssl') ?? '')),
    },
    label: ['the database', ...(database === undefined ? [] : [database]), ...(host === undefined ? [] : [`on ${host}`])].join(' '),
    mask: text => secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text),
  };
}

/** A host that nobody has: URLs want one where libpq does not. */
const PLACEHOLDER_HOST = 'socket.invalid';

function parseUrl(url: string): URL {
  const plain = url.replace(
    /^[^:]+:\/\/(?:([^/?#]*)@)?(?=[/?]|$)/,
    (_whole, person?: string) => `postgresql://${person === undefined ? '' : `${person}@`}${PLACEHOLDER_HOST}`,
  );
  const uniform = plain.replace(/^[^:]+:/, 'postgresql:');
  if (URL.canParse(uniform)) return new URL(uniform);
  // Node's own error would quote the URL.
  throw new SandboxError(
    'the URL of the database cannot be read; a password in it has to be percent-encoded',
    'postgresql://user@localhost/name',
  );
}

function decoded(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

/** As libpq takes them: only the `verify` modes look at the certificate. */
function encryption(mode: string | undefined): Pick<ClientConfig, 'ssl'> {
  if (mode === undefined || ['disable', 'allow', 'prefer', 'false'].includes(mode)) return {};
  return { ssl: { rejectUnauthorized: mode.startsWith('verify') } };
}
