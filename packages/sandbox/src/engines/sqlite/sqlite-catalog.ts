import type { ProcessEnvironment } from '../../environment.js';
import { SandboxError } from '../../sandbox-error.js';
import { runPythonScript } from './python-script.js';
import type { CatalogObject, TableRows } from '../catalog.js';
import type { ReadOptions } from '../read-options.js';
import { CATALOG_SCRIPT } from './catalog-script.js';
import { sqliteFile } from './sqlite-url.js';

/** How long a probe may take, in milliseconds. */
const SCRIPT_TIMEOUT = 60_000;

export function sqliteObjects(url: string, options: ReadOptions): Promise<readonly CatalogObject[]> {
  return runCatalogScript(url, null, options, isObject);
}

export function sqliteRows(url: string, options: ReadOptions, without: readonly string[]): Promise<readonly TableRows[]> {
  return runCatalogScript(url, without, options, isTable);
}

const SQL_SCRIPT = `
import json, sqlite3, sys
try:
    sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])
    print('null')
except sqlite3.Error as error:
    print(json.dumps(str(error)))
`;

/** Runs SQL of the user's. */
export async function runSqliteScript(url: string, sql: string, env: ProcessEnvironment): Promise<void> {
  const error = await runPythonScript(SQL_SCRIPT, [sqliteFile(url), sql], env, SCRIPT_TIMEOUT);
  if (error !== null) throw new Error(JSON.stringify(error));
}

async function runCatalogScript<T>(
  url: string,
  without: readonly string[] | null,
  { env, tables }: ReadOptions,
  isOne: (value: unknown) => value is T,
): Promise<readonly T[]> {
  const answer = await runPythonScript(
    CATALOG_SCRIPT,
    [sqliteFile(url), JSON.stringify(without), JSON.stringify(tables)],
    env,
    SCRIPT_TIMEOUT,
  );
  if (Array.isArray(answer) && answer.every(isOne)) return answer;
  throw new SandboxError('the answer about the SQLite database cannot be read', 'run the command again');
}

function isObject(value: unknown): value is CatalogObject {
  return typeof value === 'object' && value !== null && 'definition' in value;
}

function isTable(value: unknown): value is TableRows {
  return typeof value === 'object' && value !== null && 'hash' in value;
}
