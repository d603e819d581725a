import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSandbox } from './open-sandbox.js';
import { newFolder, shelters } from './shelter.js';
import { emptied, room, within } from './testing/room.js';
import { describeWithServers } from './testing/servers.js';

const long = (place: string): string => {
  const path = join(place, 'x'.repeat(90));
  mkdirSync(path);
  chmodSync(path, 0o711);
  return path;
};

test('a folder whose socket would have too long a path is made in /tmp', () => {
  const place = room();
  expect(newFolder([place, '/tmp'])).toMatch(new RegExp(`^${place}/oneleaf-sandbox-[0-9a-f]{12}$`));
  expect(newFolder([long(place), '/tmp'])).toMatch(/^\/tmp\/oneleaf-sandbox-[0-9a-f]{12}$/);
});

test('memory is taken where there is enough, and TMPDIR where somebody chose it', () => {
  const place = room();
  expect(shelters({}, join(place, 'none'))).toEqual(['/tmp', '/tmp']);
  expect(shelters({ TMPDIR: place })).toEqual([place, '/tmp']);
});

if (process.getuid?.() === 0) {
  test("a folder that the server's user cannot reach is not taken", () => {
    const place = room();
    chmodSync(place, 0o700);
    expect(shelters({ TMPDIR: join(place) })).toEqual(['/tmp']);
  });
}

describeWithServers('where the temporary folder has a long path', ({ options }) => {
  test('there is a server all the same', async () => {
    const place = room();
    const { project, env } = within(long(place));
    const sandbox = await openSandbox('native', { project, env, ...options });
    const { url } = await sandbox.lease('shop');
    expect(url).toContain('?host=/tmp/oneleaf-sandbox-');
    await sandbox.close();
    await emptied(join(place, 'x'.repeat(90)));
  });
});
