import type { ClientConfig } from 'pg';
import { SandboxError } from '../sandbox-error.js';

/** One PostgreSQL database: how to reach it, what to call it, and what nobody may read. */
export interface Address {
  readonly config: ClientConfig;
  readonly named: string;
  /** A text of the server or of the driver, without the password. */
  readonly masked: (text: string) => string;
}

export function addressOf(url: string): Address {
  const parsed = parse(url);
  const asked = parsed.searchParams;
  const said = (name: string, otherwise: string): string | undefined => asked.get(name) ?? (otherwise === '' ? undefined : otherwise);
  const host = said('host', parsed.hostname === NONE ? '' : parsed.hostname);
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
    named: ['the database', ...(database === undefined ? [] : [database]), ...(host === undefined ? [] : [`on ${host}`])].join(' '),
    masked: text => secrets.reduce((told, secret) => told.replaceAll(secret, '***'), text),
  };
}

/** A host that nobody has: URLs want one where libpq does not. */
const NONE = 'socket.invalid';

function parse(url: string): URL {
  const plain = url.replace(
    /^[^:]+:\/\/(?:([^/?#]*)@)?(?=[/?]|$)/,
    (_whole, person?: string) => `postgresql://${person === undefined ? '' : `${person}@`}${NONE}`,
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
