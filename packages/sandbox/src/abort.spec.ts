import { withPostgres } from './connection.js';
import { openSandbox, type SandboxOptions } from './open-sandbox.js';
import { verbs } from './python/verbs.js';
import { alembicPay, revision } from './testing/alembic-pay.js';
import { describeOutside } from './testing/outside.js';
import { emptied, left, room, within } from './testing/room.js';

const hung = {
  'db/versions/a3.py': revision({ id: 'a3', parent: 'a2', up: 'op.execute("SELECT pg_sleep(600)")', down: 'pass' }),
};

describeOutside('a command that is told to stop', ({ newest, postgres: pgBin }) => {
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
    const { project, env } = within(place);
    const sandbox = await openSandbox(choice, { project, env, signal, ...more });
    try {
      const lease = await sandbox.lease('verify');
      const upgrade = verbs(alembicPay(newest, hung, { env, signal }), lease).upgrade();
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
    const place = room();
    await stopped('native', place, { pgBin });
    expect(left(place)).toEqual([]);
    await emptied(place);
  });

  test('in the middle of an upgrade leaves nothing on a server that lives on', async () => {
    const server = await openSandbox('native', { ...within(room()), pgBin });
    try {
      const { url } = await server.lease('host');
      const before = await host(url).databases();
      const place = room();
      await stopped('url', place, { url });
      expect(await host(url).databases()).toEqual(before);
      expect(left(place)).toEqual([]);
      await emptied(place);
    } finally {
      await server.close();
    }
  });

  test('ends by itself what it has opened, without anybody closing it', async () => {
    const place = room();
    const stop = new AbortController();
    await openSandbox('native', { ...within(place), pgBin, signal: stop.signal });
    stop.abort();
    await emptied(place);
  });

  test('before it has begun, or while it begins, opens nothing', async () => {
    const place = room();
    const opening = (signal: AbortSignal): Promise<unknown> => openSandbox('native', { ...within(place), pgBin, signal });
    await expect(opening(AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow('Ctrl-C');
    const stop = new AbortController();
    const begun = expect(opening(stop.signal)).rejects.toThrow('Ctrl-C');
    while (left(place).length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    stop.abort(new Error('Ctrl-C'));
    await begun;
    expect(left(place)).toEqual([]);
  });
});
