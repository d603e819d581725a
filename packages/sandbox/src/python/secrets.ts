import type { Environment } from '../environment.js';

/** Names whose values are secret; the runner has the same patterns (oneleaf_answers.py). */
const secretName = /KEY|SECRET|PASS|TOKEN/i;

/** Names of addresses: a web hook's is a secret as a whole, while `/static/` is none. */
const addressName = /(?:URL|URI|DSN)$/i;

/** Shorter values (`1`, `dev`) would blot out words that only look like them. */
const SHORTEST = 6;

/** `postgresql://ada:s3cret@host`: what stands between the scheme and the last `@` before a slash. */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]+@/gi;

const blot = '***';

/** Values of an environment that must never be shown. */
export function secretsIn(env: Environment): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => (value !== undefined && isSecret(name, value) ? [value] : []));
}

function isSecret(name: string, value: string): boolean {
  return secretName.test(name) || (addressName.test(name) && value.includes('://'));
}

/** A text without user names and passwords of URLs, and without any of these values. */
export function mask(text: string, secrets: readonly string[]): string {
  const known = [...new Set(secrets.filter(value => value.length >= SHORTEST))].sort((one, other) => other.length - one.length);
  return known.reduce((shown, secret) => shown.replaceAll(secret, blot), text).replace(userInfo, `$1${blot}@`);
}

/** The same for every string of a JSON value. */
export function maskAll(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return mask(value, secrets);
  if (Array.isArray(value)) return value.map(one => maskAll(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskAll(one, secrets)]));
}
