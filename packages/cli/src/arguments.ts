import { isAbsolute, posix } from 'node:path';
import { UsageError } from './errors.js';

/** Arguments as Node reads them. */
export interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** What every command takes that ends in a report. */
export interface Common {
  readonly repo?: string;
  readonly format: Format;
}

export type Format = 'text' | 'json' | 'markdown';

/** `text` is the usual one. */
export function common(parsed: Parsed, formats: readonly Format[] = ['text', 'json']): Common {
  const asked = text(parsed, 'format') ?? 'text';
  const format = formats.find(one => one === asked);
  if (format === undefined) throw new UsageError(`there is no format ${asked}`, 'oneleaf check --format json');
  return { format, ...some({ repo: text(parsed, 'repo') }) };
}

/** What reports can be that are for people who review a change. */
export function reviewing(parsed: Parsed): Common {
  return common(parsed, ['text', 'json', 'markdown']);
}

/** An option's value. */
export function text({ values }: Parsed, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that may be given several times; undefined when it is not given. */
export function texts({ values }: Parsed, name: string): readonly string[] | undefined {
  const given = values[name];
  return Array.isArray(given) ? given.filter(value => typeof value === 'string') : undefined;
}

/** A folder as reports spell it: from the repository's top, without a slash at its end; empty for the top itself. */
export function under(parsed: Parsed): string | undefined {
  const folder = text(parsed, 'under');
  if (folder === undefined) return undefined;
  const steps = posix.normalize(folder).replace(/\/$/, '');
  if (isAbsolute(folder) || steps.split('/').includes('..')) {
    throw new UsageError(`--under takes a folder, told from the repository's top, not ${folder}`, 'oneleaf check --under backend/shop');
  }
  return steps === '.' ? '' : steps;
}

export function flag({ values }: Parsed, name: string): boolean {
  return values[name] === true;
}

/** The entries that have a value: exact optional properties take no undefined. */
export function some<K extends string>(entries: Readonly<Record<K, string | undefined>>): Partial<Record<K, string>> {
  const present: Partial<Record<K, string>> = {};
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined) present[key] = value;
  }
  return present;
}

/** lint-staged appends every staged file, as an absolute path, to the command that it is given; the index is checked whole anyway. */
export function withoutFiles({ values, positionals }: Parsed): Parsed {
  return { values, positionals: positionals.filter(one => !isAbsolute(one)) };
}

/** The arguments that are no options; one more than the command takes is wrong usage. */
export function atMost({ positionals }: Parsed, count: number): readonly string[] {
  const surplus = positionals[count];
  if (surplus !== undefined) throw new UsageError(`there is one argument too many: ${surplus}`, 'oneleaf --help');
  return positionals;
}
