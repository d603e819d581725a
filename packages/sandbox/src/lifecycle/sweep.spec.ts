import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withPostgres } from '../engines/postgresql/connection.js';
import { openSandbox } from '../open-sandbox.js';
import { sweepSandboxFolders } from './sweep.js';
import { expectEmpty, keepersIn, folderLeftovers, specFolder, folderOptions } from '../testing/spec-folder.js';
import { describeWithServers } from '../testing/servers.js';
import { bundleSandboxProgram, killWithKeeper, firstLine, startSandboxProgram } from '../testing/launch-sandbox-program.js';

const requested = async (url: string): Promise<void> => {
  await withPostgres(url, client => client.query('SELECT 1'));
};

describeWithServers('where nobody could clean up', binaries => {
  test('the next run does, and leaves the living alone', async () => {
    const place = specFolder();
    const options = { project: __dirname, ...binaries.options };
    const child = startSandboxProgram(bundleSandboxProgram(specFolder()), place, { choice: 'native', options, end: 'linger' });
    const { url: orphan } = JSON.parse(await firstLine(child)) as { url: string };
    killWithKeeper(child, place);
    // Its socket takes connections until the kernel has closed it.
    while (keepersIn(place).length > 0);
    await requested(orphan);

    const alive = await openSandbox('native', { ...folderOptions(place), ...binaries.options });
    await expect(requested(orphan)).rejects.toMatchObject({ code: 'ENOENT' });
    const { url } = await alive.lease('shop');
    expect(await sweepSandboxFolders([place])).toEqual([]);
    await requested(url);
    await alive.close();
    await expectEmpty(place);
  });

  test('a run that lost its keeper does it itself', async () => {
    const place = specFolder();
    const sandbox = await openSandbox('native', { ...folderOptions(place), ...binaries.options });
    await sandbox.lease('shop');
    const [keeper, ...others] = keepersIn(place);
    expect(others).toEqual([]);
    process.kill(Number(keeper), 'SIGKILL');
    while (keepersIn(place).length > 0);
    expect(folderLeftovers(place)).not.toEqual([]);
    await sandbox.close();
    await expectEmpty(place);
  });
});

test('a folder that only has such a name stays', async () => {
  const place = specFolder();
  mkdirSync(join(place, 'oneleaf-sandbox-0123456789ab'), { mode: 0o700 });
  expect(await sweepSandboxFolders([place])).toEqual([]);
  expect(folderLeftovers(place)).toEqual(['oneleaf-sandbox-0123456789ab']);
});
