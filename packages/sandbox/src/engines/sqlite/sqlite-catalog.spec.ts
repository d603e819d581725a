import { schemaDifferenceInWords } from '@oneleaf/core';
import { execFileSync } from 'node:child_process';
import { openSandbox } from '../../open-sandbox.js';
import type { Lease, Sandbox } from '../../sandbox.js';
import { specFolder, folderOptions } from '../../testing/spec-folder.js';
import { RECORD_TABLES } from '../../testing/record-tables.js';
import { compareCatalogs } from '../compare-catalogs.js';
import { readRows } from '../read-rows.js';
import { readCatalog } from '../read-catalog.js';

const BASE = `
CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT, name varchar(40) NOT NULL CHECK (name <> 'a, b'), nick text COLLATE nocase, UNIQUE (nick));
CREATE TABLE invoices (id integer PRIMARY KEY, owner integer REFERENCES users (id) ON DELETE CASCADE, total int DEFAULT 0, CONSTRAINT sane CHECK (total < 9));
CREATE INDEX ix_total ON invoices (total DESC) WHERE total > 1;
CREATE VIEW named AS SELECT name FROM users;
CREATE TRIGGER kept BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, 'no'); END;
INSERT INTO users (name) VALUES ('Ada'), ('Grace');
CREATE TABLE django_migrations (id integer PRIMARY KEY AUTOINCREMENT, app varchar(255));
CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
`;
const options = { env: process.env, tables: RECORD_TABLES };
const python = (lease: Lease, sql: string): Buffer =>
  execFileSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])', lease.url.slice(10), sql]);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox('sqlite', folderOptions(specFolder()));
});
afterAll(() => sandbox.close());

const made = async (sql: string): Promise<Lease> => {
  const lease = await sandbox.lease('made');
  python(lease, sql);
  return lease;
};
const differences = async (one: string, other: string): Promise<readonly string[]> =>
  compareCatalogs(await readCatalog(await made(one), options), await readCatalog(await made(other), options)).map(schemaDifferenceInWords);

test.each([
  ['', []],
  ['ALTER TABLE users ADD COLUMN age int', ['column users.age int']],
  ['CREATE TABLE more (id int) STRICT', ['column more.id int', 'table more strict']],
  ['DROP INDEX ix_total', ['index ix_total invoices (total desc collate BINARY) WHERE total > 1']],
  ['DROP VIEW named', ['view named CREATE VIEW named AS SELECT name FROM users']],
  ['DROP TRIGGER kept', ["trigger kept CREATE TRIGGER kept BEFORE DELETE ON users BEGIN SELECT RAISE ( ABORT , 'no' ) ; END"]],
])('%s', async (sql, expected) => {
  expect(await differences(BASE, `${BASE};${sql}`)).toEqual(expected);
});

test.each([
  [
    'varchar(40)',
    'varchar(200)',
    ["column users.name: varchar(40) not null check ( name <> 'a, b' ) / varchar(200) not null check ( name <> 'a, b' )"],
  ],
  [
    "'a, b'",
    "'a; b'",
    ["column users.name: varchar(40) not null check ( name <> 'a, b' ) / varchar(40) not null check ( name <> 'a; b' )"],
  ],
  [
    'COLLATE nocase',
    '',
    [
      'column users.nick: text collate nocase / text',
      'unique users.(nick collate BINARY) unique users (nick collate BINARY)',
      'unique users.(nick collate nocase) unique users (nick collate nocase)',
    ],
  ],
  ['total < 9', 'total < 10', ['check invoices.check ( total < 10 )', 'check invoices.check ( total < 9 )']],
  [
    'CASCADE',
    'SET NULL',
    ['foreign key invoices.owner: users (id) on update NO ACTION on delete CASCADE / users (id) on update NO ACTION on delete SET NULL'],
  ],
  [' AUTOINCREMENT', '', ['column users.id: integer primary key 1 autoincrement / integer primary key 1']],
  [
    "name varchar(40) NOT NULL CHECK (name <> 'a, b'), nick text COLLATE nocase",
    "nick text COLLATE nocase, name varchar(40) NOT NULL CHECK (name <> 'a, b')",
    ['column order users: id, name, nick / id, nick, name'],
  ],
])('%s becomes %s', async (was, becomes, expected) => {
  expect(await differences(BASE, BASE.replace(was, becomes))).toEqual(expected);
});

test('a version table is nothing', async () => {
  const versions = BASE.slice(BASE.indexOf('CREATE TABLE django_migrations'));
  expect(await differences('', versions)).toEqual([]);
  expect(await readRows(await made(versions), options)).toEqual([]);
});

test('rows are the same in any order, and where one is gone they are not', async () => {
  const rows = async (sql: string): Promise<unknown> => readRows(await made(sql), options, ['users.id']);
  const one = await rows(BASE);
  expect(await rows(BASE.replace("('Ada'), ('Grace')", "('Grace'), ('Ada')"))).toEqual(one);
  expect(await rows(BASE.replace("('Ada'), ('Grace')", "('Ada')"))).not.toEqual(one);
});

test('what is no database is nothing', async () => {
  const lease = await sandbox.lease('gone');
  await lease.drop();
  await expect(readCatalog(lease, options)).rejects.toMatchObject({ name: 'SandboxError' });
});
