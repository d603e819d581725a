import { withPostgres } from '../engines/postgresql/connection.js';
import { openSandbox } from '../open-sandbox.js';
import type { SandboxOptions } from '../sandbox-options.js';
import { runnerVerbs } from '../runners/python/verbs.js';
import { alembicPay, revision } from '../testing/alembic-pay.js';
import { describeWithFrameworks } from '../testing/real-frameworks.js';
import { expectEmpty, folderLeftovers, specFolder, folderOptions } from '../testing/spec-folder.js';

const hung = {
  'db/versions/a3.py': revision({ id: 'a3', parent: 'a2', up: 'op.execute("SELECT pg_sleep(600)")', down: 'pass' }),
};

describeWithFrameworks('a command that has to stop', ({ newest, postgres: pgBin }) => {
  /** The names of the databases of a server, and a way to wait until a migration sleeps in one of them. */
  const host = (url: string): { databases: () => Promise<unknown[]>; asleep: () => Promise<void> } => {
    const ask = (sql: string): Promise<unknown[]> => withPostgres(url, async client => (await client.query(sql)).rows as unknown[]);
    const sleeping = `SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'`;
    return {
      databases: () => ask('SELECT datname FROM pg_database ORDER BY 1'),
      asleep: async () => {
        while ((await ask(sleeping)).length === 0);
      },
    };
  };

  /** Upgrades in a sandbox, and aborts when the migration hangs. */
  async function stopped(choice: 'native' | 'url', place: string, more: Partial<SandboxOptions>): Promise<void> {
    const stop = new AbortController();
    const { signal } = stop;
    const { project, env } = folderOptions(place);
    const sandbox = await openSandbox(choice, { project, env, signal, ...more });
    try {
      const lease = await sandbox.lease('verify');
      const upgrade = runnerVerbs(alembicPay(newest, hung, { env, signal }), lease).upgrade();
      const refused = expect(upgrade).rejects.toThrow('Ctrl-C');
      await host(lease.url).asleep();
      stop.abort(new Error('Ctrl-C'));
      await refused;
      await expect(sandbox.lease('verify')).rejects.toThrow('Ctrl-C');
      await expect(sandbox.template('base', () => Promise.resolve())).rejects.toThrow('Ctrl-C');
    } finally {
      await sandbox.close();
    }
  }

  test('in the middle of an upgrade leaves nothing', async () => {
    const place = specFolder();
    await stopped('native', place, { pgBin });
    expect(folderLeftovers(place)).toEqual([]);
    await expectEmpty(place);
  });

  test('in the middle of an upgrade leaves nothing on a server that lives on', async () => {
    const server = await openSandbox('native', { ...folderOptions(specFolder()), pgBin });
    try {
      const { url } = await server.lease('host');
      const before = await host(url).databases();
      const place = specFolder();
      await stopped('url', place, { url });
      expect(await host(url).databases()).toEqual(before);
      expect(folderLeftovers(place)).toEqual([]);
      await expectEmpty(place);
    } finally {
      await server.close();
    }
  });

  test('ends by itself what it has opened, without anybody closing it', async () => {
    const place = specFolder();
    const stop = new AbortController();
    await openSandbox('native', { ...folderOptions(place), pgBin, signal: stop.signal });
    stop.abort();
    await expectEmpty(place);
  });

  test('before it has begun, or while it begins, opens nothing', async () => {
    const place = specFolder();
    const opening = (signal: AbortSignal): Promise<unknown> => openSandbox('native', { ...folderOptions(place), pgBin, signal });
    await expect(opening(AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow('Ctrl-C');
    const stop = new AbortController();
    const begun = expect(opening(stop.signal)).rejects.toThrow('Ctrl-C');
    while (folderLeftovers(place).length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    stop.abort(new Error('Ctrl-C'));
    await begun;
    expect(folderLeftovers(place)).toEqual([]);
  });
});
