import type { ObservedTable } from '@oneleaf/core';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPostgres } from './postgresql/connection.js';
import { SandboxError } from '../sandbox-error.js';
import { describeWithPostgres } from '../testing/postgres.js';
import { RECORD_TABLES } from '../testing/record-tables.js';
import { applyRecordChanges, openRecord } from './open-record.js';

const folder = mkdtempSync(join(tmpdir(), 'oneleaf-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const options = { tables: RECORD_TABLES, folder, env: process.env, timeoutMs: 20_000 };

const TABLES = `
CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT);
INSERT INTO django_migrations VALUES (1, 'shop', '0001_initial'), (2, 'shop', '0002_sku'), (3, 'shop', '0003_sku');
CREATE TABLE alembic_version (version_num TEXT);
INSERT INTO alembic_version VALUES ('d'), ('b');
CREATE TABLE "alembic_version_pay ""x" (version_num TEXT);
INSERT INTO "alembic_version_pay ""x" VALUES ('p');
CREATE TABLE alembic_version_note (text TEXT);
`;

const APPLIED = {
  django: ['0001_initial', '0002_sku', '0003_sku'].map(name => ({ table: 'django_migrations', label: 'shop', name })),
  alembic: [
    { table: 'alembic_version', name: 'b' },
    { table: 'alembic_version', name: 'd' },
    { table: 'alembic_version_pay "x', name: 'p' },
  ],
};

const COLUMNS = {
  alembic_version: ['version_num'],
  alembic_version_note: ['text'],
  'alembic_version_pay "x': ['version_num'],
  django_migrations: ['id', 'app', 'name'],
};

const CHANGES = {
  // Each takes the name that the one behind it had.
  rows: [
    { table: 'django_migrations', label: 'shop', name: '0002_sku', to: '0003_sku' },
    { table: 'django_migrations', label: 'shop', name: '0003_sku', to: '0004_sku' },
    { table: 'django_migrations', label: 'shop', name: '0001_initial', to: null },
  ],
  tables: [{ table: 'alembic_version', from: ['d', 'b'], to: ['a'] }],
};

const CHANGED = {
  django: ['0003_sku', '0004_sku'].map(name => ({ table: 'django_migrations', label: 'shop', name })),
  alembic: [{ table: 'alembic_version', name: 'a' }, ...APPLIED.alembic.slice(2)],
};

/** What was read before somebody else migrated, and what is no table of a framework's. */
const refusals = [
  { ...CHANGES, rows: [...CHANGES.rows, { table: 'django_migrations', label: 'shop', name: '0009_gone', to: null }] },
  { ...CHANGES, tables: [{ table: 'alembic_version', from: ['d'], to: ['a'] }] },
  { ...CHANGES, tables: [{ table: 'alembic_version_note', from: [], to: ['a'] }] },
  { ...CHANGES, tables: [{ table: 'django_migrations', from: [], to: ['a'] }] },
];

function columnsOf(tables: readonly ObservedTable[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(tables.map(({ name, columns }) => [name, columns]));
}

function sqlite(script: string): string {
  const file = join(mkdtempSync(join(folder, 'db-')), 'shop #1.sqlite3');
  const made = spawnSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])', file, script]);
  expect(made.status).toBe(0);
  return file;
}

async function rejection(promise: Promise<unknown>): Promise<SandboxError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SandboxError) return error;
  throw new Error('no SandboxError', { cause: error });
}

describe('SQLite', () => {
  test('says what is applied, by path and by URL', async () => {
    const file = sqlite(TABLES);
    for (const url of [file, `sqlite:///${file}`]) {
      const ledger = openRecord(url, options);
      expect([ledger.engine.name, await ledger.applied()]).toEqual(['sqlite', APPLIED]);
    }
    expect(
      await openRecord('sqlite:///db.sqlite3', { ...options, folder: file.replace(/[^/]+$/, '') })
        .applied()
        .catch(String),
    ).toMatch('there is no');
  });

  test('a table that is not there is no key', async () => {
    expect(await openRecord(sqlite('CREATE TABLE item (id INTEGER)'), options).applied()).toEqual({});
  });

  test('says which tables there are, and finds a version table of any name', async () => {
    const file = sqlite(`${TABLES} CREATE TABLE revisions (version_num TEXT); INSERT INTO revisions VALUES ('r')`);
    const ledger = openRecord(file, options);
    expect(columnsOf(await ledger.tables())).toEqual({ ...COLUMNS, revisions: ['version_num'] });
    expect((await ledger.applied()).alembic).toContainEqual({ table: 'revisions', name: 'r' });
  });

  test('reading leaves every byte as it was', async () => {
    const file = sqlite(TABLES);
    const before = readFileSync(file);
    await openRecord(file, options).applied();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('writes all of it, or nothing', async () => {
    const file = sqlite(TABLES);
    for (const changes of refusals) {
      expect((await rejection(applyRecordChanges(file, changes, options))).message).toMatch('nothing was written');
      expect(await openRecord(file, options).applied()).toEqual(APPLIED);
    }
    await applyRecordChanges(file, CHANGES, options);
    expect(await openRecord(file, options).applied()).toEqual(CHANGED);
  });

  test('what is no database, and what is not there', async () => {
    const file = join(folder, 'text.sqlite3');
    writeFileSync(file, 'a text that is no database, and long enough to be looked at. '.repeat(20));
    expect((await rejection(openRecord(file, options).applied())).message).toMatch('file is not a database');
    expect((await rejection(openRecord('none.sqlite3', options).applied())).message).toBe('there is no SQLite database none.sqlite3');
    expect((await rejection(openRecord(file, { ...options, env: { PATH: '/nonexistent' } }).applied())).message).toMatch('no Python');
    expect(() => openRecord('sqlite://', options)).toThrow('in memory');
  });

  test('runs nothing of the project', async () => {
    const file = sqlite(TABLES);
    writeFileSync(join(folder, 'sqlite3.py'), 'raise SystemExit("the project was run")');
    expect(await openRecord(file, { ...options, env: { ...process.env, PYTHONPATH: folder } }).applied()).toEqual(APPLIED);
  });
});

test('a database of another kind, or named in another way, is refused', () => {
  for (const text of ['host=localhost password=s3cret', 'dbname = shop password = s3cret']) {
    expect(() => openRecord(text, options)).toThrow(/^give the URL or the path of a database$/);
  }
  expect(() => openRecord('mysql+pymysql://ada:secret@localhost/shop', options)).toThrow(
    /^applied migrations of a mysql database cannot be read/,
  );
});

describeWithPostgres('PostgreSQL', server => {
  const made = async (script: string): Promise<string> => {
    const url = await server.database();
    await withPostgres(url, client => client.query(script));
    return url;
  };

  test('says what is applied, however the URL is spelled', async () => {
    const url = await made(TABLES);
    for (const scheme of ['postgres', 'postgresql', 'postgresql+psycopg2', 'postgresql+asyncpg', 'postgis']) {
      const ledger = openRecord(url.replace('postgresql', scheme), options);
      expect([ledger.engine.name, await ledger.applied()]).toEqual(['postgresql', APPLIED]);
    }
    expect(await openRecord(url.replace('postgres@', 'postgres:any%40thing@'), options).applied()).toEqual(APPLIED);
  });

  test('says which tables there are, those off the search path by their schema', async () => {
    const url = await made(
      `${TABLES} CREATE SCHEMA audit; CREATE TABLE audit.bill (id INT, gone INT); ALTER TABLE audit.bill DROP COLUMN gone`,
    );
    expect(columnsOf(await openRecord(url, options).tables())).toEqual({ ...COLUMNS, 'audit.bill': ['id'] });
  });

  test('a version table that may not be read is no missing one', async () => {
    const url = await made(`CREATE TABLE alembic_version (version_num TEXT); DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN`);
    const { message } = await rejection(openRecord(url.replace('postgres@', 'reader@'), options).applied());
    expect(message).toMatch('permission denied for table alembic_version');
  });

  test('a version table in a schema of its own', async () => {
    const url = await made(
      `CREATE SCHEMA audit; CREATE TABLE audit.alembic_version (version_num TEXT); INSERT INTO audit.alembic_version VALUES ('x')`,
    );
    expect(await openRecord(url, options).applied()).toEqual({ alembic: [{ table: 'audit.alembic_version', name: 'x' }] });
    await applyRecordChanges(url, { rows: [], tables: [{ table: 'audit.alembic_version', from: ['x'], to: ['y', 'z'] }] }, options);
    expect((await openRecord(url, options).applied()).alembic?.map(({ name }) => name)).toEqual(['y', 'z']);
  });

  test('writes all of it, or nothing', async () => {
    const url = await made(TABLES);
    for (const changes of refusals) {
      expect((await rejection(applyRecordChanges(url, changes, options))).message).toMatch(/nothing was written|no version table/);
      expect(await openRecord(url, options).applied()).toEqual(APPLIED);
    }
    await applyRecordChanges(url, CHANGES, options);
    expect(await openRecord(url, options).applied()).toEqual(CHANGED);
  });

  test('no message holds a password', async () => {
    const url = (await server.database()).replace('postgres@', 'ada:s3cr%40t@');
    const { message, hint, cause } = await rejection(openRecord(url, options).applied());
    expect(message).toMatch(/^the database oneleaf_spec_\w+ on .* does not answer: role "ada" does not exist$/);
    expect([message, hint, String(cause)].join()).not.toMatch(/s3cr/);
  });
});

test('no server, no answer, no password', async () => {
  const { message } = await rejection(openRecord('postgresql://ada:s3cret@127.0.0.1:1/shop', options).applied());
  expect(message).toMatch('the database shop on 127.0.0.1 does not answer: connect ECONNREFUSED');
  expect(message).not.toMatch('s3cret');
  expect(() => openRecord('postgresql://ada:s3c/ret@localhost:x/shop', options)).toThrow(/^the URL of the database cannot be read/);
});
