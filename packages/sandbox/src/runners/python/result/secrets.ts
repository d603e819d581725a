import type { ProcessEnvironment } from '../../../environment.js';

/** Names whose values are secret; the runner has the same patterns (oneleaf_answers.py). */
const secretName = /KEY|SECRET|PASS|TOKEN/i;

/** Names of addresses. The whole URL of a web hook is a secret, and `/static/` is not. */
const addressName = /(?:URL|URI|DSN)$/i;

/** Shorter values (`1`, `dev`) would blot out words that only look like them. */
const SHORTEST_SECRET = 6;

const blot = '***';

/** A name that only secrets have, with its sign: `password=`, `'SECRET_KEY': `, `\"token\": `. */
const secretAssignment = String.raw`(?:passw(?:or)?d|passphrase|pwd|secret|api[_-]?key|token)[\w-]*(?:\s*=\s*|\\*["']\s*[:=]\s*)`;
/** Quoted in another text's quotes, in a connection string's or Python's, in JSON's, or not at all; a parameter of SQL is no value. */
const secretValue = String.raw`\\+"[^"\\]*\\+"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?![%$:?])[^\s,;&'"()}\]\\]+`;

/** Values that are secret because of their name, and what is shown instead. */
const secretForms: readonly (readonly [RegExp, string])[] = [
  // `postgresql://ada:s3cret@host`: between the scheme and an @; a password may have a slash in it.
  [/\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/'"@:]*:[^\s'"]*|[^\s/'"]+)@/gi, `$1${blot}@`],
  // Pydantic cuts long values in the middle or at the end.
  [/(:\/\/)[^\s/'"@:]*:[^\s'"@]*?\.{3}/g, `$1${blot}`],
  [/(\.{3})[^\s/'"]*@/g, `$1${blot}@`],
  // ConfigParser (BasicInterpolation) prints what follows a percent sign, the rest of a password among it.
  [/(must be followed by '%' or '\(', found: )(?:'[^']*'|"[^"]*")/g, `$1${blot}`],
  [new RegExp(`(${secretAssignment})(?:${secretValue})`, 'gi'), `$1${blot}`],
];

/** Values of an environment that must never be shown. */
export function environmentSecrets(env: ProcessEnvironment): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => (value !== undefined && isSecret(name, value) ? [value] : []));
}

function isSecret(name: string, value: string): boolean {
  return secretName.test(name) || (addressName.test(name) && /:\/\/|password\s*=/i.test(value));
}

/** The spellings of a secret in JSON, Python, an ini file and a URL, and the password inside a URL or connection string. */
function spellings(secret: string): readonly string[] {
  const inside = /^[a-z][a-z0-9+.-]*:\/\/[^/@:]*:(.+)@/i.exec(secret) ?? /\bpassword\s*=\s*([^\s']+|'[^']+')/i.exec(secret);
  const parts = inside?.[1] === undefined ? [secret] : [secret, inside[1], decoded(inside[1])];
  return parts.flatMap(one => [
    one,
    JSON.stringify(one).slice(1, -1),
    one.replaceAll('\\', '\\\\'),
    one.replaceAll('%', '%%'),
    encodeURIComponent(one),
  ]);
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
}

/** A text without user names and passwords of URLs, without what is called a password, and without any of these values. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  const known = [...new Set(secrets.flatMap(spellings))].filter(value => value.length >= SHORTEST_SECRET);
  const values = known.sort((one, other) => other.length - one.length).reduce((shown, secret) => shown.replaceAll(secret, blot), text);
  return secretForms.reduce((shown, [form, instead]) => shown.replace(form, instead), values);
}

/** Replaces secrets in every string of a JSON value. */
export function maskStrings(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return maskSecrets(value, secrets);
  if (Array.isArray(value)) return value.map(one => maskStrings(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskStrings(one, secrets)]));
}
