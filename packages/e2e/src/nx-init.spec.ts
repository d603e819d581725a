import { scratch } from '@oneleaf/git/testing';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { djangoProject, djangoMigration } from './testing/project-files.js';
import { workspace } from './testing/workspace.js';

const husky = join(__dirname, '../../../node_modules/husky/bin.js');

const files = {
  ...djangoProject('apps/shop', 'cart'),
  '.husky/pre-commit': 'npm test\n',
  '.husky/pre-push': 'while read -r line; do echo "$line" >>seen; done\n',
  'lint-staged.config.mjs': "export default {\n  '*.ts': 'eslint', // fast\n};\n",
};

test.each(['22.7.12', '23.2.1', '24.0.6'] as const)('Nx %s: init is run twice, stops a push, and is taken back', async nx => {
  const place = workspace({ nx, files, plugin: false });
  const first = await place.run('g', '@oneleaf/nx:init');
  expect([first.exitCode, first.output]).toEqual([0, expect.stringContaining('npm install --save-dev husky')]);
  expect(
    place
      .git('status', '--porcelain')
      .split('\n')
      .map(line => line.slice(3)),
  ).toEqual(['.husky/pre-push', 'lint-staged.config.mjs', 'nx.json']);
  expect(place.read('lint-staged.config.mjs')).toBe(
    "export default {\n  '**/{migrations,versions}/*.py': 'oneleaf check --staged',\n  '*.ts': 'eslint', // fast\n};\n",
  );
  expect((await place.run('show', 'projects')).output).toContain('apps-shop');

  place.commit({});
  expect((await place.run('g', '@oneleaf/nx:init')).exitCode).toBe(0);
  expect(place.git('status', '--porcelain')).toBe('');

  execFileSync(process.execPath, [husky], { cwd: place.path, env: { ...place.env } });
  const remote = scratch();
  place.git('init', '--quiet', '--bare', remote);
  place.git('remote', 'add', 'origin', remote);
  place.git('-c', 'core.hooksPath=/dev/null', 'push', '--quiet', 'origin', 'main');
  place.git('fetch', '--quiet', 'origin');
  place.git('switch', '--quiet', '--create', 'feat/sku');
  place.repo.commit('main', { 'apps/shop/cart/migrations/0002_tax.py': djangoMigration('cart', ['0001_initial']) });
  place.git('-c', 'core.hooksPath=/dev/null', 'push', '--quiet', 'origin', 'main');
  place.repo.commit('feat/sku', { 'apps/shop/cart/migrations/0002_sku.py': djangoMigration('cart', ['0001_initial']) });
  const push = place.repo.ask(['push', 'origin', 'feat/sku']);
  expect([push.status, push.stdout + push.stderr]).toEqual([1, expect.stringContaining('error multiple-leaves')]);

  place.repo.checkout('feat/sku');
  expect((await place.run('g', '@oneleaf/nx:init', '--remove', '--skipPackageJson')).exitCode).toBe(0);
  const removed = Object.keys(files).filter(path => !path.startsWith('apps/'));
  expect(removed.map(path => place.read(path))).toEqual(removed.map(path => files[path as keyof typeof files]));
  expect(JSON.parse(place.read('nx.json'))).not.toHaveProperty('plugins');
});
