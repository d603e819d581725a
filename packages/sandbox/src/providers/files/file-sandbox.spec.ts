import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sqlite } from '../../engines/sqlite/sqlite.js';
import { openSandbox } from '../../open-sandbox.js';
import { expectEmpty, folderLeftovers, specFolder, folderOptions } from '../../testing/spec-folder.js';
import { bundleSandboxProgram, firstLine, startSandboxProgram } from '../../testing/launch-sandbox-program.js';

const fileOf = (url: string): string => url.replace('sqlite:///', '');

test('files come, are copied with what is not in them yet, and go', async () => {
  const place = specFolder();
  const sandbox = await openSandbox('sqlite', folderOptions(place));
  expect(sandbox.provider).toBe('SQLite in a private folder');
  const template = await sandbox.template('base', lease => {
    writeFileSync(fileOf(lease.url), 'tables');
    writeFileSync(`${fileOf(lease.url)}-wal`, 'rows');
    return Promise.resolve();
  });
  const lease = await sandbox.lease('Shop', template);
  expect(lease).toMatchObject({
    engine: sqlite,
    url: expect.stringMatching(/^sqlite:\/{4}.*\/oneleaf_shop_[0-9a-f]{12}\.sqlite3$/) as string,
  });
  const file = fileOf(lease.url);
  expect([file, `${file}-wal`].map(part => readFileSync(part, 'utf8'))).toEqual(['tables', 'rows']);
  await lease.drop();
  await lease.drop();
  expect(existsSync(file)).toBe(false);
  expect(
    readdirSync(dirname(file))
      .filter(name => name.includes('oneleaf_'))
      .sort(),
  ).toEqual([`${template.name}.sqlite3`, `${template.name}.sqlite3-wal`]);
  await sandbox.close();
  expect(folderLeftovers(place)).toEqual([]);
});

test.each(['SIGINT', 'SIGKILL'] as const)('nothing is left after %s', async signal => {
  const place = specFolder();
  const child = startSandboxProgram(bundleSandboxProgram(specFolder()), place, {
    choice: 'sqlite',
    options: { project: __dirname },
    end: 'wait',
  });
  await firstLine(child);
  child.kill(signal);
  await expectEmpty(place);
});
