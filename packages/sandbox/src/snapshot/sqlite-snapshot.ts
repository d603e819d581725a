import type { Environment } from '../environment.js';
import { SandboxError } from '../sandbox-error.js';
import { askPython } from '../sqlite-python.js';
import type { CatalogObject, TableRows } from './catalog.js';
import { PROBE } from './sqlite-probe.js';

/** How long a probe may take, in milliseconds. */
const PATIENCE = 60_000;

export function sqliteObjects(url: string, env: Environment): Promise<readonly CatalogObject[]> {
  return ask(url, null, env, isObject);
}

export function sqliteRows(url: string, env: Environment, without: readonly string[]): Promise<readonly TableRows[]> {
  return ask(url, without, env, isTable);
}

const RUN = `
import json, sqlite3, sys
try:
    sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])
    print('null')
except sqlite3.Error as error:
    print(json.dumps(str(error)))
`;

/** Runs SQL of the user's. */
export async function runSqlite(url: string, sql: string, env: Environment): Promise<void> {
  const error = await askPython(RUN, [fileOf(url), sql], env, PATIENCE);
  if (error !== null) throw new Error(JSON.stringify(error));
}

function fileOf(url: string): string {
  return url.replace(/^sqlite:\/\/\//, '');
}

async function ask<T>(
  url: string,
  without: readonly string[] | null,
  env: Environment,
  isOne: (value: unknown) => value is T,
): Promise<readonly T[]> {
  const said = await askPython(PROBE, [fileOf(url), JSON.stringify(without)], env, PATIENCE);
  if (Array.isArray(said) && said.every(isOne)) return said;
  throw new SandboxError('the probe of an SQLite database answered nothing that can be read', 'run the command again');
}

function isObject(value: unknown): value is CatalogObject {
  return typeof value === 'object' && value !== null && 'definition' in value;
}

function isTable(value: unknown): value is TableRows {
  return typeof value === 'object' && value !== null && 'hash' in value;
}
