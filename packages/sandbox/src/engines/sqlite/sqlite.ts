import type { Engine } from '../engine.js';
import python from './oneleaf_engine_sqlite.py';
import { runSqliteScript, sqliteObjects, sqliteRows } from './sqlite-catalog.js';
import { sqliteErrors } from './sqlite-errors.js';
import { sqliteRecord } from './sqlite-record.js';
import { sqliteFile } from './sqlite-url.js';

export const sqlite: Engine = {
  name: 'sqlite',
  title: 'SQLite',
  schemes: ['sqlite', 'spatialite'],
  exampleUrl: 'sqlite:///db.sqlite3',
  rebuildsTables: true,
  transactionalDdl: false,
  takesBaseline: false,
  defaultSchema: 'main',
  asyncDriver: 'sqlite+aiosqlite',
  files: {
    extension: '.sqlite3',
    // What SQLite writes beside a database holds what is not in it yet (sqlite.org/tempfiles.html).
    suffixes: ['', '-wal', '-journal', '-shm'],
    // Three slashes, and the one of an absolute path.
    url: path => `sqlite:///${path}`,
  },
  python,
  errors: sqliteErrors,
  connection: url => ({ host: '', port: '', user: '', password: '', name: sqliteFile(url) }),
  catalog: sqliteObjects,
  rows: sqliteRows,
  run: runSqliteScript,
  record: sqliteRecord,
};
