import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withPostgres } from './connection.js';
import { openSandbox } from './open-sandbox.js';
import { sweep } from './sweep.js';
import { emptied, keepersIn, left, room, within } from './testing/room.js';
import { describeWithServers } from './testing/servers.js';
import { bundleInto, killBoth, settled, tenant } from './testing/tenancy.js';

const asked = async (url: string): Promise<void> => {
  await withPostgres(url, client => client.query('SELECT 1'));
};

describeWithServers('where nobody could clean up', binaries => {
  test('the next run does, and leaves the living alone', async () => {
    const place = room();
    const options = { project: __dirname, ...binaries.options };
    const child = tenant(bundleInto(room()), place, { choice: 'native', options, end: 'linger' });
    const { url: orphan } = JSON.parse(await settled(child)) as { url: string };
    killBoth(child, place);
    // Its socket takes connections until the kernel has closed it.
    while (keepersIn(place).length > 0);
    await asked(orphan);

    const alive = await openSandbox('native', { ...within(place), ...binaries.options });
    await expect(asked(orphan)).rejects.toMatchObject({ code: 'ENOENT' });
    const { url } = await alive.lease('shop');
    expect(await sweep([place])).toEqual([]);
    await asked(url);
    await alive.close();
    await emptied(place);
  });

  test('a run that lost its keeper does it itself', async () => {
    const place = room();
    const sandbox = await openSandbox('native', { ...within(place), ...binaries.options });
    await sandbox.lease('shop');
    const [keeper, ...others] = keepersIn(place);
    expect(others).toEqual([]);
    process.kill(Number(keeper), 'SIGKILL');
    while (keepersIn(place).length > 0);
    expect(left(place)).not.toEqual([]);
    await sandbox.close();
    await emptied(place);
  });
});

test('a folder that only has such a name stays', async () => {
  const place = room();
  mkdirSync(join(place, 'oneleaf-sandbox-0123456789ab'), { mode: 0o700 });
  expect(await sweep([place])).toEqual([]);
  expect(left(place)).toEqual(['oneleaf-sandbox-0123456789ab']);
});
