import type { Engine } from '../engine.js';
import { parseAddress } from './address.js';
import { withPostgres } from './connection.js';
import python from './oneleaf_engine_postgresql.py';
import { postgresObjects } from './postgres-catalog.js';
import { postgresErrors } from './postgres-errors.js';
import { postgresRecord } from './postgres-record.js';
import { postgresRows } from './postgres-rows.js';

export const postgresql: Engine = {
  name: 'postgresql',
  title: 'PostgreSQL',
  schemes: ['postgres', 'postgresql', 'postgis'],
  exampleUrl: 'postgresql://user@localhost/name',
  // PGHOST, PGSERVICE, PGPASSFILE, PGDATA
  variablePrefix: 'PG',
  rebuildsTables: false,
  transactionalDdl: true,
  takesBaseline: true,
  defaultSchema: 'public',
  asyncDriver: 'postgresql+asyncpg',
  python,
  errors: postgresErrors,
  connection: url => {
    const { host, port, user, password, database } = parseAddress(url);
    return { host, port: String(port), user, password, name: database };
  },
  catalog: postgresObjects,
  rows: postgresRows,
  run: async (url, sql) => {
    await withPostgres(url, client => client.query(sql));
  },
  record: postgresRecord,
};
