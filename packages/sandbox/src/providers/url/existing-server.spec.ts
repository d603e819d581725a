import { setTimeout as pause } from 'node:timers/promises';
import { withPostgres } from '../../engines/postgresql/connection.js';
import { openSandbox } from '../../open-sandbox.js';
import type { SandboxOptions } from '../../sandbox-options.js';
import type { Sandbox } from '../../sandbox.js';
import { bundleSandboxProgram, killWithKeeper, firstLine, startSandboxProgram } from '../../testing/launch-sandbox-program.js';
import { expectEmpty, keepersIn, specFolder, folderOptions } from '../../testing/spec-folder.js';
import { describeWithServers } from '../../testing/servers.js';
import { freePort } from '../native/free-port.js';

const nowhere = folderOptions(specFolder());

test.each([
  [
    'postgresql://ada:s3cret@db.example.org/app',
    'the server at db.example.org:5432 is not on this machine, and its databases may be real',
    '--allow-remote',
  ],
  ['postgresql://ada:s3cret@10.0.0.7:6432/app', 'the server at 10.0.0.7:6432 is not on this machine', '--allow-remote'],
  ['postgresql://ada:s3cret@localhost/app?hostaddr=10.0.0.7', 'gives its address by hostaddr', 'postgresql://USER:PASSWORD@'],
  ['postgresql://ada:s3cret@localhost,db.example.org/app', 'several hosts', 'postgresql://USER:PASSWORD@'],
  ['postgresql://ada:s3cret@local host/app', 'cannot be read', 'postgresql://USER:PASSWORD@'],
  ['mysql://ada:s3cret@localhost/app', 'not a PostgreSQL URL', 'postgresql://USER:PASSWORD@'],
])('refuses %s', async (url, message, hint) => {
  const refused = await openSandbox('url', { ...nowhere, url }).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    name: 'SandboxError',
    message: expect.stringContaining(message) as string,
    hint: expect.stringContaining(hint) as string,
  });
  expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain('s3cret');
});

test('says that nobody answers', async () => {
  const url = `postgresql://ada:s3cret@127.0.0.1:${await freePort()}/app`;
  const refused: unknown = await openSandbox('url', { ...nowhere, url }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'SandboxError', message: expect.stringContaining('ECONNREFUSED') as string });
  expect(String(refused)).not.toContain('s3cret');
});

describeWithServers('on a server that is there already', binaries => {
  let host: Sandbox;
  let url: string;
  const place = specFolder();
  beforeAll(async () => {
    host = await openSandbox('native', { ...folderOptions(place), ...binaries.options, tcp: true });
    ({ url } = await host.lease('host'));
  });
  afterAll(() => host.close());

  const ask = (sql: string, at = url): Promise<unknown[]> =>
    withPostgres(at, async client => (await client.query<Record<string, unknown>>(sql)).rows.flatMap(row => Object.values(row)));
  const databases = (): Promise<unknown[]> => ask('SELECT datname FROM pg_database ORDER BY 1');
  const guest = (more: Partial<SandboxOptions> = {}): Promise<Sandbox> => openSandbox('url', { ...nowhere, url, ...more });

  test('only what is ours comes and goes', async () => {
    const before = await databases();
    const sandbox = await guest();
    expect(sandbox.provider).toMatch(/^PostgreSQL \d+\.\d+ at \/.+\/\.s\.PGSQL\.\d+$/);
    const template = await sandbox.template('base', async lease => {
      await ask('CREATE TABLE orders (id int)', lease.url);
    });
    const copies = await Promise.all([1, 2, 3, 4].map(() => sandbox.lease('shop', template)));
    for (const copy of copies) expect(await ask('SELECT count(*)::int FROM orders', copy.url)).toEqual([0]);
    expect(await databases()).toHaveLength(before.length + 5);
    await copies[0]?.drop();
    expect(await databases()).toHaveLength(before.length + 4);
    await sandbox.close();
    expect(await databases()).toEqual(before);
  });

  test('another major version than the one that is wanted is refused, also where it is the last resort', async () => {
    const refusal = { message: expect.stringMatching(/^PostgreSQL 9 is required, not PostgreSQL \d+\.\d+ at /) as string };
    await expect(guest({ major: 9 })).rejects.toMatchObject(refusal);
    await expect(openSandbox('auto', { ...nowhere, url, major: 9 })).rejects.toMatchObject(refusal);
    await expect(openSandbox('auto', { ...nowhere, major: 9 })).rejects.toMatchObject({
      message: expect.stringContaining('no PostgreSQL 9 is installed here') as string,
    });
  });

  test('a run that lost its keeper still cleans up', async () => {
    const before = await databases();
    const home = specFolder();
    const sandbox = await guest(folderOptions(home));
    await sandbox.lease('shop');
    await sandbox.lease('pay');
    for (const pid of keepersIn(home)) process.kill(Number(pid), 'SIGKILL');
    while (keepersIn(home).length > 0) await pause(20);
    await expect(sandbox.lease('late')).rejects.toMatchObject({ name: 'SandboxError' });
    await sandbox.close();
    expect(await databases()).toEqual(before);
  });

  test('over TCP the same', async () => {
    const { tcpUrl = '' } = await host.lease('host');
    const sandbox = await guest({ url: tcpUrl });
    const lease = await sandbox.lease('shop');
    expect(lease.tcpUrl).toBe(lease.url);
    expect(await ask('SELECT 1', lease.url)).toEqual([1]);
    await sandbox.close();
  });

  test('what somebody has claimed by a comment stays', async () => {
    const sandbox = await guest();
    const lease = await sandbox.lease('shop');
    const { name } = lease;
    await ask(`COMMENT ON DATABASE ${name} IS 'the demo for Monday'`);
    await expect(lease.drop()).rejects.toMatchObject({
      message: `the database ${name} does not belong to this run, so it was not dropped`,
    });
    await sandbox.close();
    await (await guest()).close();
    expect(await databases()).toContain(name);
    await ask(`DROP DATABASE ${name}`);
  });

  test('what only looks like ours stays', async () => {
    const names = ['developer_db', 'oneleaf_shop_0123456789ab', 'oneleaf_pay_0123456789ab'];
    for (const name of names) await ask(`CREATE DATABASE ${name}`);
    await ask(`COMMENT ON DATABASE developer_db IS 'oneleaf 0123456789abcdef pid=1 at=2026-01-01T00:00:00.000Z'`);
    await ask(`COMMENT ON DATABASE oneleaf_shop_0123456789ab IS 'oneleaf, do not drop'`);
    await (await guest()).close();
    expect(await databases()).toEqual(expect.arrayContaining(names));
    for (const name of names) await ask(`DROP DATABASE ${name}`);
  });

  test('those of a living run stay for the next, those of a dead one go, by whatever database it came', async () => {
    const alive = await guest();
    const { name } = await alive.lease('alive');
    const shop = specFolder();
    const child = startSandboxProgram(bundleSandboxProgram(specFolder()), shop, {
      choice: 'url',
      options: { project: __dirname, url },
      end: 'linger',
    });
    await firstLine(child);
    killWithKeeper(child, shop);
    await expectEmpty(shop);
    const ours = async (): Promise<unknown[]> => (await databases()).filter(one => /^oneleaf_(alive|tenant|template)_/.test(String(one)));
    expect(await ours()).toHaveLength(3);

    // The sessions of the dead are over a moment after them.
    for (let count = 3; count > 1; count = (await ours()).length) {
      await (await guest({ url: url.replace(/\/oneleaf_host_\w+/, '/postgres') })).close();
    }
    expect(await ours()).toEqual([name]);
    await alive.close();
    expect(await ours()).toEqual([]);
  });

  test('a role that may not create databases: what to ask for', async () => {
    await ask('CREATE ROLE intern LOGIN');
    await ask(`ALTER ROLE intern PASSWORD 's3cret'`);
    const sandbox = await guest({ url: url.replace(/\/\/postgres(:\w+)?@/, '//intern:s3cret@') });
    await expect(sandbox.lease('shop')).rejects.toMatchObject({
      name: 'SandboxError',
      message: expect.stringContaining('permission denied to create database (42501)') as string,
      hint: 'ALTER ROLE "intern" CREATEDB',
    });
    await sandbox.close();
  });

  test('a wrong password is not repeated', async () => {
    const refused: unknown = await guest({ url: url.replace(/\/\/postgres(:\w+)?@/, '//postgres:s3cret@') }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ name: 'SandboxError', message: expect.stringContaining('(28P01)') as string });
    expect(String(refused)).not.toContain('s3cret');
  });
});
