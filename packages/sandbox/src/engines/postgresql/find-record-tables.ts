import type { RecordTable } from '@oneleaf/core';
import { escapeIdentifier, type ClientBase } from 'pg';

/** A framework's table in a database. */
export interface FoundTable {
  /** With its schema where that is not on the search path. */
  readonly table: string;
  readonly quoted: string;
  /** Quoted; `id` is the name where nothing else numbers the rows. */
  readonly columns: { readonly name: string; readonly label?: string; readonly id: string };
}

/** A table that is the connection's own and may not be read is an error: it must not look like a table that is not there. */
export async function findRecordTables(client: ClientBase, layout: RecordTable): Promise<readonly FoundTable[]> {
  const found = layout.renamable ? await renamableTables(client, layout) : await namedTables(client, layout);
  const { nameColumn, labelColumn, idColumn = nameColumn } = layout;
  const label = labelColumn === undefined ? {} : { label: escapeIdentifier(labelColumn) };
  const columns = { name: escapeIdentifier(nameColumn), ...label, id: escapeIdentifier(idColumn) };
  return found.map(one => ({ ...one, columns }));
}

type TableName = Omit<FoundTable, 'columns'>;

async function namedTables(client: ClientBase, { name }: RecordTable): Promise<readonly TableName[]> {
  const quoted = escapeIdentifier(name);
  const { rows } = await client.query<{ readonly there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [quoted]);
  return rows[0]?.there === true ? [{ table: name, quoted }] : [];
}

async function renamableTables(client: ClientBase, { name, nameColumn }: RecordTable): Promise<readonly TableName[]> {
  const { rows } = await client.query<TableName>(
    `SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END AS table,
            quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'p') AND a.attname = $2 AND (starts_with(c.relname, $1) OR c.relnatts = 1)
       AND n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'USAGE')
       AND (has_table_privilege(c.oid, 'SELECT') OR pg_table_is_visible(c.oid))
     ORDER BY 1`,
    [name, nameColumn],
  );
  return rows;
}
