import type { Client } from 'pg';
import { withPostgres } from './connection.js';
import type { CatalogObject } from '../catalog.js';
import { objectQueries } from './object-queries.js';
import type { ReadOptions } from '../read-options.js';
import { RELATIONS, relationParameters, relationQueries } from './relation-queries.js';

const CATALOG_QUERY = `WITH ${RELATIONS}
SELECT kind, name, definition, position, "table"
FROM (${[...relationQueries, ...objectQueries].join('\nUNION ALL')}) AS found (kind, name, definition, position, "table")
ORDER BY kind COLLATE "C", name COLLATE "C", definition COLLATE "C"`;

interface CatalogRow {
  readonly kind: string;
  readonly name: string;
  readonly definition: string;
  readonly position: number | null;
  readonly table: string | null;
}

export async function postgresObjects(url: string, { tables }: ReadOptions): Promise<readonly CatalogObject[]> {
  return inReadOnlyTransaction(url, async client => {
    const { rows } = await client.query<CatalogRow>(CATALOG_QUERY, [...relationParameters(tables)]);
    return rows.map(objectOf);
  });
}

/** One moment of the database; names are spelled with their schemas, wherever the database's own search path leads. */
export function inReadOnlyTransaction<T>(url: string, task: (client: Client) => Promise<T>): Promise<T> {
  return withPostgres(url, async client => {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SELECT set_config('search_path', '', true), set_config('quote_all_identifiers', 'off', true)`);
    return task(client);
  });
}

function objectOf({ kind, name, definition, position, table }: CatalogRow): CatalogObject {
  if (position !== null && table !== null) return { kind, name, definition: shortType(definition), position, table };
  return { kind, name, definition: kind === 'view' || kind === 'materialized view' ? unqualified(definition) : definition };
}

/** As people write the types. */
function shortType(definition: string): string {
  return definition
    .replace(/^character varying/, 'varchar')
    .replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1')
    .replace(/^timestamp(\(\d\))? without time zone/, 'timestamp$1');
}

/** Before version 16 PostgreSQL spells the columns of a view with their table even where there is only one. */
function unqualified(definition: string): string {
  if (definition.match(/\bFROM\b/g)?.length !== 1) return definition;
  const [, table, alias] = / FROM (?:[^\s,();]+\.)?(\w+)(?: (\w+))?(?=;| WHERE| GROUP| ORDER| LIMIT)/.exec(definition) ?? [];
  const said = alias ?? table;
  return said === undefined ? definition : definition.replaceAll(new RegExp(`(?<![\\w".])${said}\\.`, 'g'), '');
}
