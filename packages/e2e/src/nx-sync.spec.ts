import { describeWithPython } from '@oneleaf/frameworks/testing';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles } from './testing/examples.js';
import { djangoMigration } from './testing/project-files.js';
import { workspace, type Workspace } from './testing/workspace.js';

const LOCK = 'services/ledger/alembic/versions/leaf.lock';
const MAX = 'apps/store/shop/migrations/max_migration.txt';

const codes = async (place: Workspace, ...commands: readonly string[]) => {
  const ended = [];
  for (const command of commands) ended.push((await place.run(command)).exitCode);
  return ended;
};

test.each(['22.7.12', '23.2.1', '24.0.6'] as const)('Nx %s finds a stale marker, writes it, and finds none', async nx => {
  const place = workspace({ nx, files: exampleFiles('nx-alembic') });
  expect(await codes(place, 'sync:check')).toEqual([0]);
  writeFileSync(join(place.path, LOCK), '');
  const { exitCode, output } = await place.run('sync:check');
  expect([exitCode, output]).toEqual([1, expect.stringContaining(`${LOCK} is empty; the leaf is 8c42d7e6aa10`)]);
  expect(await codes(place, 'sync', 'sync:check')).toEqual([0, 0]);
  expect([place.read(LOCK), place.git('status', '--short')]).toEqual(['8c42d7e6aa10\n', '']);
});

test('a fork is no marker that could be written', async () => {
  const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-django') });
  place.commit({ 'apps/store/shop/migrations/0002_order_wrap.py': djangoMigration('shop', ['0001_initial']) });
  for (const command of ['sync:check', 'sync']) {
    const { exitCode, output } = await place.run(command);
    expect([exitCode, output]).toEqual([
      1,
      expect.stringContaining(`${MAX} is not changed: shop has 2 leaves: 0002_order_note, 0002_order_wrap`),
    ]);
  }
  expect(place.git('status', '--short')).toBe('');
});

test('a check that was cached runs again when the marker has changed', async () => {
  const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-alembic') });
  expect((await place.run('run', 'services-ledger:migrations:check')).exitCode).toBe(0);
  writeFileSync(join(place.path, LOCK), '3f1a9c0d5b21\n');
  const { exitCode, output } = await place.run('run', 'services-ledger:migrations:check');
  expect([exitCode, output]).toEqual([1, expect.stringContaining('error stale-marker')]);
});

describeWithPython('nx-django with the real django-linear-migrations', ({ newest }) => {
  const check = (place: Workspace) =>
    spawnSync(newest, ['-B', 'manage.py', 'check'], { cwd: join(place.path, 'apps/store'), encoding: 'utf8' }).stderr;

  test('refuses a stale marker, and takes what nx sync writes', async () => {
    const place = workspace({ nx: '23.2.1', files: exampleFiles('nx-django') });
    expect(check(place)).toBe('');
    place.commit({ 'apps/store/shop/migrations/0003_order_gift.py': djangoMigration('shop', ['0002_order_note']) });
    expect(check(place)).toContain("shop's max_migration.txt contains '0002_order_note', but the latest migration is '0003_order_gift'");
    expect(await codes(place, 'sync:check', 'sync', 'sync:check')).toEqual([1, 0, 0]);
    expect(check(place)).toBe('');
  });
});
