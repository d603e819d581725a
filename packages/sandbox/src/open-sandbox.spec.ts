import { Client } from 'pg';
import { isListening } from './lifecycle/listener-check.js';
import { withPostgres } from './engines/postgresql/connection.js';
import { openSandbox } from './open-sandbox.js';
import type { SandboxOptions } from './sandbox-options.js';
import type { Lease, Sandbox } from './sandbox.js';
import { folderLeftovers, specFolder, folderOptions } from './testing/spec-folder.js';
import { describeWithServers } from './testing/servers.js';

const ask = (lease: Lease, sql: string): Promise<unknown[]> =>
  withPostgres(lease.url, async client => (await client.query<Record<string, unknown>>(sql)).rows.flatMap(row => Object.values(row)));

describeWithServers('a server of our own', binaries => {
  const open = (place: string, more: Partial<SandboxOptions> = {}): Promise<Sandbox> =>
    openSandbox('native', { ...folderOptions(place), ...binaries.options, ...more });

  async function inSandbox(task: (sandbox: Sandbox) => Promise<void>, more: Partial<SandboxOptions> = {}): Promise<void> {
    const sandbox = await open(specFolder(), more);
    try {
      await task(sandbox);
    } finally {
      await sandbox.close();
    }
  }

  test('is there, says what it is, and leaves nothing', async () => {
    const place = specFolder();
    const sandbox = await open(place, { tcp: true });
    expect(sandbox.provider).toMatch(binaries.provider);
    const lease = await sandbox.lease('Shop & Pay');
    expect(lease.name).toMatch(/^oneleaf_shoppay_[0-9a-f]{12}$/);
    expect(await ask(lease, 'SELECT current_database()')).toEqual([lease.name]);
    const port = Number(new URL(lease.tcpUrl ?? '').port);
    expect(await isListening({ host: '127.0.0.1', port })).toBe(true);
    expect(folderLeftovers(place)).not.toEqual([]);

    await sandbox.close();
    expect(folderLeftovers(place)).toEqual([]);
    expect(await isListening({ host: '127.0.0.1', port })).toBe(false);
  });

  test('listens nowhere but at its socket unless asked to', () =>
    inSandbox(async sandbox => {
      const lease = await sandbox.lease('shop');
      expect(lease.tcpUrl).toBeUndefined();
      expect(await ask(lease, 'SHOW listen_addresses')).toEqual(['']);
    }));

  test('wants its password over TCP', () =>
    inSandbox(
      async sandbox => {
        const { tcpUrl = '' } = await sandbox.lease('shop');
        expect(tcpUrl).toMatch(/^postgresql:\/\/postgres:[0-9a-f]{32}@127\.0\.0\.1:\d+\/oneleaf_shop_/);
        expect(await withPostgres(tcpUrl, async client => (await client.query('SELECT 1')).rowCount)).toBe(1);
        const wrong = new Client({ connectionString: tcpUrl.replace(/:[0-9a-f]{32}@/, ':guessed@') });
        await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });
      },
      { tcp: true },
    ));

  test('is not led astray by what the environment says of another server', () => {
    const elsewhere = {
      NODE_OPTIONS: '--require=/nonexistent/debugger',
      PGHOST: 'db.example.org',
      PGPORT: '1',
      PGDATA: '/nonexistent',
      PGDATESTYLE: 'nonsense',
      PGSERVICE: 'live',
    };
    const { env } = folderOptions(specFolder());
    return inSandbox(async sandbox => expect(await ask(await sandbox.lease('shop'), 'SELECT 1')).toEqual([1]), {
      env: { ...env, ...elsewhere },
    });
  });

  test('gives each database its limits and its token', () =>
    inSandbox(
      async sandbox => {
        const lease = await sandbox.lease('shop', await sandbox.template('base', () => Promise.resolve()));
        const shown = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'oneleaf.token'];
        const values = await Promise.all(shown.map(name => ask(lease, `SHOW ${name}`)));
        expect(values.flat()).toEqual(['700ms', '500ms', '1min', lease.token]);
        await expect(ask(lease, 'SELECT pg_sleep(10)')).rejects.toMatchObject({ code: '57014' });
      },
      { limits: { lock: 700, statement: 500 } },
    ));

  test('makes a template once, and copies it for several at once', () =>
    inSandbox(async sandbox => {
      let made = 0;
      const fill = async (lease: Lease): Promise<void> => {
        made += 1;
        await ask(lease, 'CREATE TABLE orders (id int)');
      };
      const copies = await Promise.all(
        [1, 2, 3, 4].map(async () => {
          const copy = await sandbox.lease('shop', await sandbox.template('base', fill));
          await ask(copy, 'INSERT INTO orders VALUES (1)');
          return copy;
        }),
      );
      expect(made).toBe(1);
      expect(await Promise.all(copies.map(copy => ask(copy, 'SELECT id FROM orders')))).toEqual([[1], [1], [1], [1]]);
      expect(new Set(copies.map(({ name }) => name)).size).toBe(4);
    }));

  test('forgets a template that failed', () =>
    inSandbox(async sandbox => {
      await expect(sandbox.template('base', () => Promise.reject(new Error('no such table')))).rejects.toThrow('no such table');
      const template = await sandbox.template('base', async lease => {
        await ask(lease, 'CREATE TABLE orders (id int)');
      });
      const names = await ask(
        await sandbox.lease('shop', template),
        `SELECT datname FROM pg_database WHERE datname LIKE 'oneleaf_template_%'`,
      );
      expect(names).toEqual([template.name]);
    }));

  test('drops a database in which a backend hangs', () =>
    inSandbox(async sandbox => {
      const lease = await sandbox.lease('shop');
      const other = await sandbox.lease('pay');
      const hung = expect(ask(lease, 'SELECT pg_sleep(3600)')).rejects.toThrow(/terminat/i);
      const backends = `SELECT count(*)::int FROM pg_stat_activity WHERE datname = '${lease.name}' AND query LIKE '%pg_sleep%'`;
      while ((await ask(other, backends))[0] !== 1);
      await lease.drop();
      await lease.drop();
      await hung;
      expect(await ask(other, `SELECT count(*)::int FROM pg_database WHERE datname = '${lease.name}'`)).toEqual([0]);
    }));

  test('explains a copy of a database that is in use', () =>
    inSandbox(async sandbox => {
      const lease = await sandbox.lease('shop');
      await withPostgres(lease.url, async () => {
        await expect(sandbox.lease('shop', lease)).rejects.toMatchObject({
          name: 'SandboxError',
          hint: 'close the connections to the database that is copied',
        });
      });
    }));

  test('has brothers', async () => {
    const place = specFolder();
    const sandboxes = await Promise.all([1, 2, 3].map(() => open(place, { tcp: true })));
    const leases = await Promise.all(sandboxes.map(sandbox => sandbox.lease('shop')));
    expect(new Set(leases.map(({ tcpUrl = '' }) => new URL(tcpUrl).port)).size).toBe(3);
    await Promise.all(sandboxes.map(sandbox => sandbox.close()));
    expect(folderLeftovers(place)).toEqual([]);
  });
});
