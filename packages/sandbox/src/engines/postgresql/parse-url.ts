/** A host that nobody has. A WHATWG URL needs one; for libpq, no host means a socket. */
const PLACEHOLDER_HOST = 'socket.invalid';

/** A URL of PostgreSQL, whatever its scheme and driver. */
export interface PostgresUrl {
  readonly url: URL;
  /** Empty where the URL names no host before its path. */
  readonly hostname: string;
}

/** Undefined for a URL that cannot be read. Node's own error would quote the text, and with it the password. */
export function parsePostgresUrl(text: string): PostgresUrl | undefined {
  const rest = text.replace(/^[^:]+:\/\//, '');
  const full = `postgresql://${rest.replace(/^([^/?#]*@)?(?=[/?#:]|$)/, `$1${PLACEHOLDER_HOST}`)}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  return { url, hostname: url.hostname === PLACEHOLDER_HOST ? '' : url.hostname };
}
