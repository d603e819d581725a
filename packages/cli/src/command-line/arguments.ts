import { isAbsolute, posix } from 'node:path';
import { UsageError } from '@oneleaf/core/errors';
import { formatNamed, type ReportCommand, type ReportFormat } from '@oneleaf/report';

/** Arguments as Node reads them. */
export interface ParsedArguments {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** What every command takes that ends in a report. */
export interface ReportArguments {
  readonly repo?: string;
  readonly format: ReportFormat;
}

/** What the options of a command say of its report: `text` unless a format is given. */
export function readReportArguments(parsed: ParsedArguments, command: ReportCommand): ReportArguments {
  const name = optionText(parsed, 'format') ?? 'text';
  const format = formatNamed(command, name);
  if (format === undefined) throw new UsageError(`there is no format ${name}`, `oneleaf ${command} --format json`);
  return { format, ...definedEntries({ repo: optionText(parsed, 'repo') }) };
}

/** An option's value. */
export function optionText({ values }: ParsedArguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that may be given several times; undefined when it is not given. */
export function optionTexts({ values }: ParsedArguments, name: string): readonly string[] | undefined {
  const given = values[name];
  return Array.isArray(given) ? given.filter(value => typeof value === 'string') : undefined;
}

/** A folder as reports spell it: from the repository's top, without a slash at its end; empty for the top itself. */
export function optionFolder(parsed: ParsedArguments): string | undefined {
  const folder = optionText(parsed, 'under');
  if (folder === undefined) return undefined;
  const steps = posix.normalize(folder).replace(/\/$/, '');
  if (isAbsolute(folder) || steps.split('/').includes('..')) {
    throw new UsageError(`--under takes a folder as a path from the repository's top, not ${folder}`, 'oneleaf check --under backend/shop');
  }
  return steps === '.' ? '' : steps;
}

export function optionFlag({ values }: ParsedArguments, name: string): boolean {
  return values[name] === true;
}

/** The entries that have a value: exact optional properties take no undefined. */
export function definedEntries<K extends string>(entries: Readonly<Record<K, string | undefined>>): Partial<Record<K, string>> {
  const present: Partial<Record<K, string>> = {};
  for (const key in entries) {
    const value = entries[key];
    if (value !== undefined) present[key] = value;
  }
  return present;
}

/** lint-staged appends every staged file, as an absolute path, to the command that it is given; the index is checked whole anyway. */
export function withoutAbsolutePaths({ values, positionals }: ParsedArguments): ParsedArguments {
  return { values, positionals: positionals.filter(one => !isAbsolute(one)) };
}

/** The arguments that are no options; one more than the command takes is wrong usage. */
export function positionalsUpTo({ positionals }: ParsedArguments, count: number): readonly string[] {
  const surplus = positionals[count];
  if (surplus !== undefined) throw new UsageError(`there is one argument too many: ${surplus}`, 'oneleaf --help');
  return positionals;
}
