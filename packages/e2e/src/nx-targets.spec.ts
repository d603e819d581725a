import { alembicProject, djangoProject, djangoMigration } from './testing/project-files.js';
import { cacheHits, workspace, type Workspace } from './testing/workspace.js';

const fork = {
  'apps/shop/cart/migrations/0002_sku.py': djangoMigration('cart', ['0001_initial']),
  'apps/shop/cart/migrations/0002_tax.py': djangoMigration('cart', ['0001_initial']),
};

const files = { ...djangoProject('apps/shop', 'cart'), ...alembicProject('apps/bank'), 'libs/none/project.json': '{ "name": "none" }' };

describe.each(['22.7.12', '23.2.1', '24.0.6'] as const)('Nx %s', nx => {
  let place: Workspace;
  beforeAll(() => {
    place = workspace({ nx, files });
  });

  test('shows the projects that have migrations, and their targets', async () => {
    expect((await place.run('show', 'projects')).output.trim().split('\n').sort()).toEqual(['apps-bank', 'apps-shop', 'none']);
    const { output } = await place.run('show', 'project', 'apps-bank', '--json');
    expect(JSON.parse(output)).toMatchObject({
      root: 'apps/bank',
      metadata: {
        technologies: ['alembic'],
        targetGroups: {
          Migrations: ['migrations:check', 'migrations:predict', 'migrations:verify', 'migrations:drift', 'migrations:prove'],
        },
      },
      targets: { 'migrations:check': { executor: '@oneleaf/nx:check', cache: true }, 'migrations:predict': { cache: true } },
    });
  });

  test('runs a check, takes it from the cache, and fails on a fork', async () => {
    const first = await place.run('run', 'apps-shop:migrations:check');
    expect([first.exitCode, first.output]).toEqual([0, expect.stringContaining('1 history, 1 migration, no finding')]);
    const again = await place.run('run', 'apps-shop:migrations:check');
    expect([again.exitCode, cacheHits(again), again.output]).toEqual([0, 1, expect.stringContaining('1 history, 1 migration, no finding')]);
    place.repo.write(fork);
    const failed = await place.run('run', 'apps-shop:migrations:check');
    expect([failed.exitCode, failed.output]).toEqual([
      1,
      expect.stringContaining('error multiple-leaves  cart has 2 leaves: 0002_sku, 0002_tax'),
    ]);
  });
});
