import { type Client, escapeIdentifier } from 'pg';
import type { TableRows } from '../catalog.js';
import { inReadOnlyTransaction } from './postgres-catalog.js';
import type { ReadOptions } from '../read-options.js';
import { RELATIONS, relationParameters } from './relation-queries.js';

const TABLES_QUERY = `WITH ${RELATIONS}
SELECT rel.name AS "table",
  coalesce(array_agg(attname::text ORDER BY attname COLLATE "C") FILTER (WHERE attname IS NOT NULL), '{}') AS columns
FROM rel LEFT JOIN pg_attribute ON attrelid = rel.oid AND attnum > 0 AND NOT attisdropped
WHERE relkind = 'r' GROUP BY rel.name ORDER BY rel.name COLLATE "C"`;

interface HashedTable {
  readonly table: string;
  readonly columns: readonly string[];
}

export function postgresRows(
  url: string,
  { tables: recordTables }: ReadOptions,
  without: readonly string[],
): Promise<readonly TableRows[]> {
  return inReadOnlyTransaction(url, async client => {
    const { rows: tables } = await client.query<HashedTable>(TABLES_QUERY, [...relationParameters(recordTables)]);
    const found: TableRows[] = [];
    for (const { table, columns } of tables) {
      const left = columns.filter(column => !without.includes(`${table}.${column}`));
      found.push(await tableRows(client, table, left));
    }
    return found;
  });
}

async function tableRows(client: Client, table: string, columns: readonly string[]): Promise<TableRows> {
  const quoted = columns.map(column => `t.${escapeIdentifier(column)}`);
  const checksums = [`ROW(${quoted.join(', ')})`, ...quoted.map(column => `ROW(${column})`)].map(rowChecksum);
  // An array, because a row of a table may not have so many columns.
  const query = `SELECT ARRAY[count(*)::text, ${checksums.join(', ')}] AS sums FROM ONLY ${table} t`;
  const { rows } = await client.query<{ sums: readonly string[] }>(query);
  const [count = '', hash = '', ...each] = rows[0]?.sums ?? [];
  return { table, rows: Number(count), hash, columns: Object.fromEntries(columns.map((column, at) => [column, each[at] ?? ''])) };
}

/** Does not depend on the order of rows, and counts those that are there twice. */
function rowChecksum(row: string): string {
  return `coalesce(sum(('x' || left(md5(${row}::text), 15))::bit(60)::bigint), 0)::text`;
}
