import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { alembicProject, djangoProject, djangoMigration, alembicRevision } from './testing/project-files.js';
import { cacheHits, workspace } from './testing/workspace.js';

const nx = '23.2.1';
const three = { ...djangoProject('apps/shop', 'cart'), ...djangoProject('apps/club', 'member'), ...alembicProject('apps/bank') };
const fork = {
  'apps/bank/alembic/versions/fee.py': alembicRevision('fee', 'start'),
  'apps/bank/alembic/versions/rate.py': alembicRevision('rate', 'start'),
};

describe('nx affected', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['migration', { 'apps/shop/cart/migrations/0002_tax.py': djangoMigration('cart', ['0001_initial']) }],
    ['model', { 'apps/shop/cart/models.py': 'price = 1\n' }],
    ['configuration', { 'apps/shop/shop/settings.py': 'MIGRATION_MODULES = {}\n' }],
  ])('checks the one project of three whose %s changed', async (_, change) => {
    const place = workspace({ nx, files: three });
    place.git('checkout', '--quiet', '-b', 'feat');
    place.commit(change);
    const { exitCode, output } = await place.run('affected', '-t', 'migrations:check');
    expect([exitCode, output.match(/> nx run [^\n]*/g)?.length, output]).toEqual([0, 1, expect.stringContaining('apps-shop')]);
  });
});

test.each([['in one batch'], ['one by one', '--no-batch']])('of three, one broken project fails alone, %s', async (_, ...flags) => {
  const place = workspace({ nx, files: { ...three, ...fork } });
  const many = ['run-many', '-t', 'migrations:check', ...flags];
  const { exitCode, output } = await place.run(...many);
  expect(exitCode).toBe(1);
  expect(output.match(/error multiple-leaves[^\n]*/g)).toEqual([
    'error multiple-leaves  apps/bank/alembic/versions has 2 leaves: fee, rate',
  ]);
  expect(output).toMatch(/Failed tasks:\s*- apps-bank:migrations:check\s/);
  expect(cacheHits(await place.run(...many))).toBe(2);
});

test('sixty projects are checked by one process', async () => {
  const names = Array.from({ length: 60 }, (_, at) => `p${at}`);
  const place = workspace({
    nx,
    files: Object.assign({}, ...names.map(name => djangoProject(`apps/${name}`, `${name}app`))) as typeof three,
  });
  const { exitCode, output } = await place.run('run-many', '-t', 'migrations:check', '--outputStyle=static');
  expect([exitCode, output.match(/1 history, 1 migration, no finding/g)?.length]).toEqual([0, 60]);
  expect(output).toMatch(/Running 60 tasks with @oneleaf\/nx:check/);
});

test('a history of several has a check of its own, and what lies between them is found', async () => {
  const apps = { ...djangoProject('site', 'cart'), ...djangoProject('site', 'tax') };
  const place = workspace({
    nx,
    files: {
      ...apps,
      'site/cart/migrations/0002_gone.py': djangoMigration('cart', ['0001_initial']).replace(']', ", ('tax', '0009_gone')]"),
    },
  });
  const { exitCode, output } = await place.run('run', 'site:migrations:check');
  expect([exitCode, output.match(/error [a-z-]+ {2}[^\n]*/g)]).toEqual([
    1,
    ['error missing-parent  0002_gone refers to tax.0009_gone, which no file carries'],
  ]);
  expect(cacheHits(await place.run('run', 'site:migrations:check'))).toBe(2);
});

test('a project whose name has spaces', async () => {
  const place = workspace({
    nx,
    files: { ...djangoProject('apps/my shop', 'cart'), 'apps/my shop/project.json': '{ "name": "my shop" }' },
  });
  const { exitCode, output } = await place.run('run', 'my shop:migrations:check');
  expect([exitCode, output]).toEqual([0, expect.stringContaining('1 history, 1 migration, no finding')]);
});

test('a workspace in a folder of the repository', async () => {
  const place = workspace({
    nx,
    files: { ...djangoProject('apps/shop', 'cart'), ...alembicProject('apps/bank'), ...fork },
    folder: 'code/web',
  });
  const [shop, bank] = [await place.run('run', 'apps-shop:migrations:check'), await place.run('run', 'apps-bank:migrations:check')];
  expect([shop.exitCode, shop.output]).toEqual([0, expect.stringContaining('1 history, 1 migration, no finding')]);
  expect([bank.exitCode, bank.output]).toEqual([1, expect.stringContaining('error multiple-leaves  code/web/apps/bank/alembic/versions')]);
  expect(cacheHits(await place.run('run', 'apps-shop:migrations:check'))).toBe(1);
  place.repo.write({ 'oneleaf.json': '{ "exclude": ["code/web/apps/shop"] }' });
  expect(cacheHits(await place.run('run', 'apps-shop:migrations:check'))).toBe(0);
});

test('a broken alembic.ini fails the check of its project, and nothing else', async () => {
  const place = workspace({ nx, files: { ...three, 'apps/bank/alembic.ini': 'script_location = alembic\n' } });
  expect((await place.run('show', 'projects')).output.trim().split('\n')).toHaveLength(3);
  const { exitCode, output } = await place.run('run-many', '-t', 'migrations:check');
  expect(output).toMatch(/Failed tasks:\s*- apps-bank:migrations:check\s/);
  const message = 'error broken-configuration  apps/bank/alembic.ini cannot be read by alembic: line 1 is outside of every section';
  expect([exitCode, output.match(/error [^\n]*/g)]).toEqual([1, [message]]);
});

test('without git the graph loads, and a check says what it lacks', async () => {
  const place = workspace({ nx, files: three });
  rmSync(join(place.path, '.git'), { recursive: true });
  expect((await place.run('show', 'projects')).output.trim().split('\n')).toHaveLength(3);
  const { exitCode, output } = await place.run('run', 'apps-shop:migrations:check');
  expect([exitCode, output]).toEqual([1, expect.stringMatching(/error: .* is not in a git repository/)]);
});

test('an Nx that is too old is reported', async () => {
  const place = workspace({ nx: '21.6.11', files: three });
  const { exitCode, output } = await place.run('show', 'projects');
  expect([exitCode, output]).toEqual([1, expect.stringContaining('@oneleaf/nx needs Nx 22, 23 or 24, and this workspace has 21.6.11')]);
});

describe.each(['22.7.12', '24.0.6'] as const)('on Nx %s', version => {
  test('a project in the root of the workspace leaves out the ones inside', async () => {
    const place = workspace({
      nx: version,
      files: { ...djangoProject('.', 'cart'), ...alembicProject('apps/bank'), ...fork, 'apps/bank/project.json': '{}' },
    });
    const { exitCode, output } = await place.run('run-many', '-t', 'migrations:check', '--outputStyle=static');
    expect(output).toMatch(/Failed tasks:\s*- bank:migrations:check\s/);
    expect([exitCode, output.match(/\d histor[^\n]*/g)]).toEqual([1, ['1 history, 1 migration, no finding']]);
  });
});
