/** The entries of a mapping; empty for another value. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A list's items, one for a single value. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The names of a list, or of a mapping's keys: `depends_on`, `networks`. */
export function namesOf(value: unknown): readonly string[] {
  const keys = Object.keys(recordOf(value));
  return keys.length > 0 ? keys : listOf(value).flatMap(one => scalarText(one) ?? []);
}

/** Compose reads more words as true than YAML 1.2. */
export function isTrue(value: unknown): boolean {
  return /^(true|yes|y|on|1)$/i.test(String(value));
}

/** A text, a number or the like as it is written; undefined for a list or a mapping, and for nothing. */
export function scalarText(value: unknown): string | undefined {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;
}
