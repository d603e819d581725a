import { schemaDifferenceInWords } from '@oneleaf/core';
import { withPostgres } from './postgresql/connection.js';
import { openSandbox } from '../open-sandbox.js';
import { runnerVerbs } from '../runners/python/verbs.js';
import type { Lease, Sandbox } from '../sandbox.js';
import { alembicPay } from '../testing/alembic-pay.js';
import { SCHEMA_CHANGES, SAMPLE_SCHEMA, TICKETS } from '../testing/sample-schema.js';
import { describeWithFrameworks } from '../testing/real-frameworks.js';
import { specFolder, folderOptions } from '../testing/spec-folder.js';
import { describeWithServers } from '../testing/servers.js';
import { RECORD_TABLES } from '../testing/record-tables.js';
import type { Catalog } from './catalog.js';
import { compareCatalogs } from './compare-catalogs.js';
import { readRows } from './read-rows.js';
import { readCatalog } from './read-catalog.js';

const options = { env: {}, tables: RECORD_TABLES };
const run = (lease: Lease, sql: string): Promise<unknown> => withPostgres(lease.url, client => client.query(sql));

const differences = async (one: Lease, other: Lease): Promise<readonly string[]> => {
  const found = compareCatalogs(await readCatalog(one, options), await readCatalog(other, options));
  return found.map(difference => schemaDifferenceInWords(difference).replace(/[0-9a-f]{32}/g, 'md5'));
};

const seen: Catalog[] = [];

describeWithServers('a snapshot of PostgreSQL', binaries => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox('native', { ...folderOptions(specFolder()), ...binaries.options });
  });
  afterAll(() => sandbox.close());

  const furnished = async (sql = ''): Promise<Lease> => {
    const template = await sandbox.template('furnished', async lease => {
      await run(lease, SAMPLE_SCHEMA);
    });
    const lease = await sandbox.lease('copy', template);
    await run(lease, sql);
    return lease;
  };

  test('is the same text on every server', async () => {
    const snapshot = await readCatalog(await furnished(), options);
    seen.push(snapshot);
    expect(snapshot).toEqual(seen[0]);
  });

  test('is the same of two fresh databases, and has nothing of the version tables', async () => {
    const [empty, versioned] = [await sandbox.lease('empty'), await sandbox.lease('versioned')];
    await run(versioned, SAMPLE_SCHEMA.slice(SAMPLE_SCHEMA.indexOf('CREATE TABLE django_migrations')).replace(/^CREATE TABLE pay.*$/m, ''));
    expect(await differences(empty, await sandbox.lease('empty'))).toEqual([]);
    expect(await differences(empty, versioned)).toEqual([]);
    expect(await readRows(versioned, options)).toEqual([]);
    expect(JSON.stringify(await readCatalog(await furnished(), options))).not.toMatch(
      /django_migrations|alembic_version|where_we_are|citext_|citext\(/,
    );
  });

  test.each(SCHEMA_CHANGES)('%s', async (sql, expected) => {
    expect(await differences(await furnished(), await furnished(sql))).toEqual(expected);
  });

  test('that fails is nothing, and equal to nothing', async () => {
    const gone = await sandbox.lease('gone');
    const catalog = await readCatalog(gone, options);
    await run(gone, 'DROP SCHEMA public');
    await expect(readCatalog(gone, options)).rejects.toThrow('no schema public');
    await gone.drop();
    await expect(readCatalog(gone, options)).rejects.toMatchObject({
      name: 'SandboxError',
      message: expect.stringContaining('cannot be read') as string,
    });
    await expect(readRows(gone, options)).rejects.toMatchObject({ name: 'SandboxError' });
    const empty: Catalog = { engine: 'postgresql', objects: [] };
    expect(() => compareCatalogs(empty, empty)).toThrow('no snapshots');
    expect(() => compareCatalogs(catalog, empty)).toThrow('no snapshots');
  });

  test('has the rows beside it, whatever their order and that of the columns', async () => {
    const [one, other, third] = await Promise.all([1, 2, 3].map(() => sandbox.lease('rows')));
    if (!one || !other || !third) throw new Error('three databases are needed');
    await run(one, `CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL), (2, NULL); CREATE TABLE nothing ()`);
    await run(other, `CREATE TABLE t (b text, a int); INSERT INTO t VALUES (NULL, 2), ('x', 1), (NULL, 2); CREATE TABLE nothing ()`);
    await run(third, `CREATE TABLE t (b text, a int); INSERT INTO t VALUES (NULL, 2), ('x', 1); CREATE TABLE nothing ()`);
    const rows = await readRows(one, options);
    expect(rows.map(({ table, rows: count }) => [table, count])).toEqual([
      ['public.nothing', 0],
      ['public.t', 3],
    ]);
    expect(await readRows(other, options)).toEqual(rows);
    expect(await readRows(third, options)).not.toEqual(rows);
    await run(other, `UPDATE t SET b = 'y' WHERE b = 'x'`);
    expect(await readRows(other, options)).not.toEqual(rows);
    expect(await readRows(other, options, ['public.t.b'])).toEqual(await readRows(one, options, ['public.t.b']));
  });
});

describeWithFrameworks('what Alembic leaves behind', found => {
  test.each([
    ['all that it made is gone', TICKETS.clean, []],
    ['a type that nobody drops stays', TICKETS.forgetful, ["enum public.ticket_status 'open','closed'"]],
  ])('%s', async (_, revision, left) => {
    const sandbox = await openSandbox('native', { ...folderOptions(specFolder()), pgBin: found.postgres });
    try {
      const [empty, used] = [await sandbox.lease('empty'), await sandbox.lease('used')];
      const pay = runnerVerbs(alembicPay(found.newest, { 'db/versions/a3_tickets.py': revision }), used);
      expect(await pay.upgrade()).toMatchObject({ ran: ['a1', 'a2', 'a3'] });
      expect(await pay.downgrade('base')).toMatchObject({ ran: ['a3', 'a2', 'a1'] });
      expect(await differences(empty, used)).toEqual(left);
    } finally {
      await sandbox.close();
    }
  });
});
