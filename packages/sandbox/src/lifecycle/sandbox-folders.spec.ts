import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSandbox } from '../open-sandbox.js';
import { newSandboxFolder, sandboxParents } from './sandbox-folders.js';
import { expectEmpty, specFolder, folderOptions } from '../testing/spec-folder.js';
import { describeWithServers } from '../testing/servers.js';

const long = (place: string): string => {
  const path = join(place, 'x'.repeat(90));
  mkdirSync(path);
  chmodSync(path, 0o711);
  return path;
};

test('a folder whose socket would have too long a path is made in /tmp', () => {
  const place = specFolder();
  expect(newSandboxFolder([place, '/tmp'])).toMatch(new RegExp(`^${place}/oneleaf-sandbox-[0-9a-f]{12}$`));
  expect(newSandboxFolder([long(place), '/tmp'])).toMatch(/^\/tmp\/oneleaf-sandbox-[0-9a-f]{12}$/);
});

test('memory is taken where there is enough, and TMPDIR where somebody chose it', () => {
  const place = specFolder();
  expect(sandboxParents({}, join(place, 'none'))).toEqual(['/tmp', '/tmp']);
  expect(sandboxParents({ TMPDIR: place })).toEqual([place, '/tmp']);
});

if (process.getuid?.() === 0) {
  test("a folder that the server's user cannot reach is not taken", () => {
    const place = specFolder();
    chmodSync(place, 0o700);
    expect(sandboxParents({ TMPDIR: join(place) })).toEqual(['/tmp']);
  });
}

describeWithServers('where the temporary folder has a long path', ({ options }) => {
  test('there is a server all the same', async () => {
    const place = specFolder();
    const { project, env } = folderOptions(long(place));
    const sandbox = await openSandbox('native', { project, env, ...options });
    const { url } = await sandbox.lease('shop');
    expect(url).toContain('?host=/tmp/oneleaf-sandbox-');
    await sandbox.close();
    await expectEmpty(join(place, 'x'.repeat(90)));
  });
});
