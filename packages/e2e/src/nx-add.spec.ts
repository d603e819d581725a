import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './testing/json.js';
import { djangoProject } from './testing/project-files.js';
import { startRegistry, type Registry } from './testing/registry.js';
import { workspace, type Workspace } from './testing/workspace.js';

let source: Registry;
beforeAll(async () => (source = await startRegistry()));
afterAll(() => source.close());

/** A workspace that has Nx and husky's hooks, and has never heard of us. */
function beginner(): Workspace {
  const place = workspace({
    nx: '23.2.1',
    plugin: false,
    own: true,
    files: { ...djangoProject('apps/shop', 'cart'), '.husky/pre-push': 'echo ours\n' },
  });
  const { devDependencies, ...manifest } = readJson(join(place.path, 'package.json'));
  const { oneleaf: _, '@oneleaf/nx': __, ...others } = devDependencies as Record<string, string>;
  writeFileSync(join(place.path, 'package.json'), JSON.stringify({ ...manifest, devDependencies: others }));
  for (const path of ['package-lock.json', 'node_modules/.package-lock.json', 'node_modules/oneleaf', 'node_modules/@oneleaf'])
    rmSync(join(place.path, path), { recursive: true });
  return place;
}

test('nx add installs both packages and sets the workspace up', async () => {
  const place = beginner();
  const { exitCode, output } = await place.bin('nx', ['add', '@oneleaf/nx'], source.env);
  expect([exitCode, output]).toEqual([0, expect.stringContaining('Package @oneleaf/nx added successfully')]);
  expect(readJson(join(place.path, 'package.json'))).toMatchObject({
    devDependencies: { oneleaf: expect.stringContaining('0.1.0') as string, '@oneleaf/nx': expect.stringContaining('0.1.0') as string },
  });
  expect(place.read('.husky/pre-push')).toContain('oneleaf pre-push "$@"');
  const checked = await place.run('run', 'apps-shop:migrations:check');
  expect([checked.exitCode, checked.output]).toEqual([0, expect.stringContaining('1 history, 1 migration, no finding')]);
});
