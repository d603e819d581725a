import { reportTypes, type MissingReport, type ReviewedReport } from '@oneleaf/report';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ProcessContext } from '../process-context.js';
import { isRecord } from '../configuration/value-checks.js';
import { conforms } from './json-schema.js';

/** Bytes. A report of ten thousand findings has a tenth of it. */
const SIZE_LIMIT = 16 * 1024 * 1024;

/**
 * The reports in files, and in the `*.json` files below folders. They come from a job that has run a stranger's code: they are data of a form, or
 * they are none.
 */
export function readReports(
  paths: readonly string[],
  { cwd, readSchema }: Pick<ProcessContext, 'cwd' | 'readSchema'>,
): readonly (ReviewedReport | MissingReport)[] {
  const forms = new Map([...SCHEMAS.values()].map(name => [name, JSON.parse(readSchema(name)) as unknown]));
  return paths.flatMap(path => reportFiles(path, resolve(cwd, path))).map(({ name, file }) => readReport(name, file, forms));
}

interface ReportFile {
  /** The name that messages use. */
  readonly name: string;
  readonly file: string;
}

function reportFiles(told: string, file: string): readonly ReportFile[] {
  const stat = statSync(file, { throwIfNoEntry: false });
  // A job that wrote no report leaves no folder.
  if (stat === undefined) return told.endsWith('.json') ? [{ name: told, file }] : [];
  return stat.isDirectory() ? jsonFilesBelow(told, file) : [{ name: told, file }];
}

/** Links are not followed, because they can point to any file. */
function jsonFilesBelow(told: string, folder: string): readonly ReportFile[] {
  const names = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return names.flatMap(entry => {
    const found = { name: `${told.replace(/\/+$/, '')}/${entry.name}`, file: join(folder, entry.name) };
    if (entry.isDirectory()) return jsonFilesBelow(found.name, found.file);
    return entry.isFile() && entry.name.endsWith('.json') ? [found] : [];
  });
}

/** The schemas of the reports that a reviewer reads, by command. */
const SCHEMAS = new Map(Object.entries(reportTypes).flatMap(([command, { schema, section }]) => (section ? [[command, schema]] : [])));

function readReport(told: string, file: string, forms: ReadonlyMap<string, unknown>): ReviewedReport | MissingReport {
  const missing = (reason: string): MissingReport => ({ file: told, reason });
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return missing('the file does not exist');
  if (!stat.isFile() || stat.size > SIZE_LIMIT) return missing('it is not a file, or it is too large');
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  if (text.trim() === '') return missing('it is empty: the command that writes it did not finish');
  const value = parseJson(text);
  if (isReport(value, forms)) return value;
  return missing(value === undefined ? 'it is not JSON' : `it is not a report of ${[...SCHEMAS.keys()].join(', ')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isReport(value: unknown, forms: ReadonlyMap<string, unknown>): value is ReviewedReport {
  if (!isRecord(value)) return false;
  const { command } = value;
  const schema = typeof command === 'string' ? SCHEMAS.get(command) : undefined;
  return schema !== undefined && conforms(forms.get(schema), value);
}
