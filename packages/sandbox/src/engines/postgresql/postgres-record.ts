import type { AppliedMigrations, AppliedRow, ObservedTable, RecordChanges, RecordTables, RowChange, TableChange } from '@oneleaf/core';
import { isNativeError } from 'node:util/types';
import { Client, type ClientBase } from 'pg';
import { SandboxError } from '../../sandbox-error.js';
import { RECORD_TIMEOUT, type EngineRecord, type RecordOptions } from '../record.js';
import { findRecordTables, type FoundTable } from './find-record-tables.js';
import { parseRecordUrl, type RecordConnection } from './record-url.js';

export function postgresRecord(url: string, { tables, timeoutMs = RECORD_TIMEOUT }: RecordOptions): EngineRecord {
  const address = parseRecordUrl(url);
  const { label } = address;
  return {
    label,
    applied: () => transaction(address, timeoutMs, 'READ ONLY', client => appliedMigrations(client, tables)),
    tables: () => transaction(address, timeoutMs, 'READ ONLY', tablesOf),
    apply: changes => transaction(address, timeoutMs, 'READ WRITE', client => new RecordWriter(client, label, tables).write(changes)),
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

async function appliedMigrations(client: ClientBase, tables: RecordTables): Promise<AppliedMigrations> {
  const applied: Record<string, readonly AppliedRow[]> = {};
  for (const [framework, layout] of Object.entries(tables)) {
    const rows: AppliedRow[] = [];
    const found = await findRecordTables(client, layout);
    for (const table of found) rows.push(...(await rowsOf(client, table)));
    if (found.length > 0) applied[framework] = rows;
  }
  return applied;
}

async function rowsOf(client: ClientBase, { table, quoted, columns }: FoundTable): Promise<readonly AppliedRow[]> {
  const label = columns.label === undefined ? '' : `${columns.label} AS label, `;
  const { rows } = await client.query<Omit<AppliedRow, 'table'>>(
    `SELECT ${label}${columns.name} AS name FROM ${quoted} ORDER BY ${columns.id}`,
  );
  return rows.map(row => ({ table, ...row }));
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

class RecordWriter {
  constructor(
    private readonly client: ClientBase,
    /** How messages call the database. */
    private readonly label: string,
    private readonly tables: RecordTables,
  ) {}

  async write({ rows, tables }: RecordChanges): Promise<void> {
    if (rows.length > 0 || tables.length > 0) {
      const known: FoundTable[] = [];
      for (const layout of Object.values(this.tables)) known.push(...(await findRecordTables(this.client, layout)));
      await this.changeRows(rows, known);
      for (const change of tables) await this.replaceRows(change, known);
    }
  }

  /** All rows are found before the first is renamed: the new name of one may be the old one of another. */
  private async changeRows(rows: readonly RowChange[], known: readonly FoundTable[]): Promise<void> {
    const found: { readonly id: string; readonly to: string | null; readonly table: FoundTable }[] = [];
    for (const row of rows) {
      const table = known.find(one => one.table === row.table);
      const ids = table ? await this.idsOf(row, table) : [];
      const name = row.label === undefined ? row.name : `${row.label}.${row.name}`;
      if (!table || ids.length === 0) throw this.changedError(`${name} in ${row.table}`);
      found.push(...ids.map(id => ({ id, to: row.to, table })));
    }
    for (const { id, to, table } of found) {
      const { quoted, columns } = table;
      if (to === null) await this.client.query(`DELETE FROM ${quoted} WHERE ${columns.id} = $1`, [id]);
      else await this.client.query(`UPDATE ${quoted} SET ${columns.name} = $2 WHERE ${columns.id} = $1`, [id, to]);
    }
  }

  private async idsOf({ label, name }: AppliedRow, { quoted, columns }: FoundTable): Promise<readonly string[]> {
    const isLabelled = columns.label === undefined ? '' : ` AND ${columns.label} = $2`;
    const { rows } = await this.client.query<{ readonly id: string }>(
      `SELECT ${columns.id} AS id FROM ${quoted} WHERE ${columns.name} = $1${isLabelled} FOR UPDATE`,
      columns.label === undefined ? [name] : [name, label],
    );
    return rows.map(({ id }) => id);
  }

  private async replaceRows({ table, from, to }: TableChange, known: readonly FoundTable[]): Promise<void> {
    // Whatever else a row holds could not be written again.
    const found = known.find(one => one.table === table && one.columns.id === one.columns.name);
    if (!found) throw new SandboxError(`${this.label} has no version table ${table}`, 'oneleaf status --database URL');
    const { quoted, columns } = found;
    await this.client.query(`LOCK TABLE ${quoted} IN SHARE ROW EXCLUSIVE MODE`);
    const { rows } = await this.client.query<{ readonly name: string }>(`DELETE FROM ${quoted} RETURNING ${columns.name} AS name`);
    const removed = rows.map(({ name }) => name).sort();
    if (removed.join('\n') !== [...from].sort().join('\n')) throw this.changedError(table);
    for (const name of to) await this.client.query(`INSERT INTO ${quoted} (${columns.name}) VALUES ($1)`, [name]);
  }

  private changedError(what: string): SandboxError {
    return new SandboxError(`${what} has changed meanwhile, so nothing was written to ${this.label}`, 'run the command again');
  }
}
