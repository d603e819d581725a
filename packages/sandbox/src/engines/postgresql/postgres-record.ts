import type { AlembicRow, AppliedMigrations, DjangoRow, RecordChanges, ObservedTable } from '@oneleaf/core';
import { isNativeError } from 'node:util/types';
import { Client, type ClientBase } from 'pg';
import { SandboxError } from '../../sandbox-error.js';
import { RECORD_TIMEOUT, VERSION_TABLE_PREFIX, type EngineRecord, type RecordOptions } from '../record.js';
import { parseRecordUrl, type RecordConnection } from './record-url.js';

export function postgresRecord(url: string, { timeoutMs = RECORD_TIMEOUT }: RecordOptions): EngineRecord {
  const address = parseRecordUrl(url);
  const { label } = address;
  return {
    label,
    applied: () =>
      transaction(address, timeoutMs, 'READ ONLY', async client => ({ ...(await djangoRows(client)), ...(await alembicRows(client)) })),
    tables: () => transaction(address, timeoutMs, 'READ ONLY', tablesOf),
    apply: changes => transaction(address, timeoutMs, 'READ WRITE', client => writeChanges(client, changes, label)),
  };
}

async function transaction<T>(
  { config, label, mask }: RecordConnection,
  timeoutMs: number,
  mode: 'READ ONLY' | 'READ WRITE',
  task: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const patience = { connectionTimeoutMillis: timeoutMs, statement_timeout: timeoutMs, query_timeout: timeoutMs, lock_timeout: timeoutMs };
  const client = new Client({ ...config, ...patience, application_name: 'oneleaf' });
  // A connection that breaks while nothing is asked would end the process; the next question fails anyway.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ ${mode}`);
    const answer = await task(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    if (error instanceof SandboxError) throw error;
    // The driver's error may hold the connection's parameters: it is no cause to hand on.
    throw new SandboxError(`${label} does not answer: ${mask(reasonOf(error))}`, 'oneleaf status --database URL');
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  // Of several addresses that were tried in vain, each has an error of its own.
  return 'errors' in error && Array.isArray(error.errors) ? error.errors.map(reasonOf).join('; ') : error.message;
}

async function djangoRows(client: ClientBase): Promise<Pick<AppliedMigrations, 'django'>> {
  const { rows: found } = await client.query<{ there: boolean }>(`SELECT to_regclass('django_migrations') IS NOT NULL AS there`);
  if (found[0]?.there !== true) return {};
  const { rows } = await client.query<DjangoRow>('SELECT app, name FROM django_migrations ORDER BY id');
  return { django: rows };
}

async function alembicRows(client: ClientBase): Promise<Pick<AppliedMigrations, 'alembic'>> {
  const tables = await versionTables(client);
  if (tables.length === 0) return {};
  const rows: AlembicRow[] = [];
  for (const { told, quoted } of tables) {
    const { rows: versions } = await client.query<{ version_num: string }>(`SELECT version_num FROM ${quoted} ORDER BY 1`);
    rows.push(...versions.map(({ version_num: version }) => ({ table: told, version })));
  }
  return { alembic: rows };
}

interface VersionTable {
  readonly told: string;
  readonly quoted: string;
}

/** One that is the connection's own and may not be read is an error: it must not look like one that is not there. */
async function versionTables(client: ClientBase): Promise<readonly VersionTable[]> {
  const { rows } = await client.query<VersionTable>(
    `SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END AS told,
            quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'p') AND a.attname = 'version_num' AND (starts_with(c.relname, $1) OR c.relnatts = 1)
       AND n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'USAGE')
       AND (has_table_privilege(c.oid, 'SELECT') OR pg_table_is_visible(c.oid))
     ORDER BY 1`,
    [VERSION_TABLE_PREFIX],
  );
  return rows;
}

async function tablesOf(client: ClientBase): Promise<readonly ObservedTable[]> {
  const { rows } = await client.query<ObservedTable>(
    `SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END AS name,
            array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
     GROUP BY 1 ORDER BY 1`,
  );
  return rows;
}

async function writeChanges(client: ClientBase, { django: rows, alembic: tables }: RecordChanges, named: string): Promise<void> {
  const found = await rowIds(client, rows, named);
  for (const { id, to } of found) {
    if (to === null) await client.query('DELETE FROM django_migrations WHERE id = $1', [id]);
    else await client.query('UPDATE django_migrations SET name = $2 WHERE id = $1', [id, to]);
  }
  const known = tables.length === 0 ? [] : await versionTables(client);
  for (const { table, from, to } of tables) {
    const quoted = known.find(({ told }) => told === table)?.quoted;
    if (quoted === undefined) throw new SandboxError(`${named} has no version table ${table}`, 'oneleaf status --database URL');
    await client.query(`LOCK TABLE ${quoted} IN SHARE ROW EXCLUSIVE MODE`);
    const { rows: gone } = await client.query<{ version_num: string }>(`DELETE FROM ${quoted} RETURNING version_num`);
    if (
      gone
        .map(one => one.version_num)
        .sort()
        .join('\n') !== [...from].sort().join('\n')
    )
      throw recordChangedError(table, named);
    for (const version of to) await client.query(`INSERT INTO ${quoted} (version_num) VALUES ($1)`, [version]);
  }
}

/** All rows are found before the first is renamed: the new name of one may be the old one of another. */
async function rowIds(
  client: ClientBase,
  rows: RecordChanges['django'],
  named: string,
): Promise<readonly { readonly id: string; readonly to: string | null }[]> {
  const found: { id: string; to: string | null }[] = [];
  for (const { app, name, to } of rows) {
    const { rows: ids } = await client.query<{ id: string }>('SELECT id FROM django_migrations WHERE app = $1 AND name = $2 FOR UPDATE', [
      app,
      name,
    ]);
    if (ids.length === 0) throw recordChangedError(`${app}.${name} in django_migrations`, named);
    found.push(...ids.map(({ id }) => ({ id, to })));
  }
  return found;
}

function recordChangedError(what: string, named: string): SandboxError {
  return new SandboxError(`${what} is not what it was, so nothing was written to ${named}`, 'run the command again');
}
