import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { gitRepo } from '@oneleaf/git/testing';
import sync from './generator.js';

const MAX = 'shop/migrations/max_migration.txt';
const migration = (parent?: string) =>
  `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [${parent === undefined ? '' : `('shop', '${parent}')`}]
`;
type Files = Readonly<Record<string, string>>;

const SHOP: Files = {
  'manage.py': '',
  'shop/__init__.py': '',
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': migration(),
  'shop/migrations/0002_sku.py': migration('0001_initial'),
};

/** The tree of a workspace on disk; the one of Nx's own tests has nothing below it. */
const treeOf = (files: Files, workspace = ''): Tree =>
  Object.assign(createTree(), { root: `${gitRepo({ main: files }).path}${workspace}` });
// createTree begins with a .prettierrc of its own.
const changes = (tree: Tree) =>
  tree
    .listChanges()
    .filter(({ path }) => path !== '.prettierrc')
    .map(({ path, content }) => [path, content?.toString()]);

test('a stale marker is written, and said', async () => {
  const tree = treeOf({ ...SHOP, [MAX]: '0001_initial\n' });
  expect(await sync(tree)).toEqual({
    outOfSyncMessage: `Files that name or describe migrations are stale: ${MAX}`,
    outOfSyncDetails: [`${MAX} names 0001_initial; the leaf is 0002_sku`],
  });
  expect(changes(tree)).toEqual([[MAX, '0002_sku\n']]);
  expect(await sync(tree)).toBeUndefined();
});

test('a description is brought into line with what another generator is about to write', async () => {
  const page = '# Shop\n\n<!-- oneleaf:describe shop -->\n<!-- /oneleaf:describe -->\n';
  const tree = treeOf({ ...SHOP, 'README.md': page, 'oneleaf.json': '{ "describe": ["README.md"] }' });
  expect((await sync(tree))?.outOfSyncDetails).toEqual(['README.md does not describe shop yet']);
  tree.write('shop/migrations/0003_tax.py', migration('0002_sku'));
  expect(await sync(tree)).toEqual({
    outOfSyncMessage: 'Files that name or describe migrations are stale: README.md',
    outOfSyncDetails: ['README.md does not tell 0003_tax', 'README.md tells the length and the leaf of shop otherwise'],
  });
  expect(tree.read('README.md', 'utf8')).toMatch(
    /^# Shop\n\n<!-- oneleaf:describe shop -->\n\n`shop`: 3 migrations, .+ on `0002_sku`\n {2}- changes nothing\n\n<!--/s,
  );
  expect(await sync(tree)).toBeUndefined();
});

test('nothing is said where all is true, or nothing is there', async () => {
  expect(await sync(treeOf({ ...SHOP, [MAX]: '0002_sku\n' }))).toBeUndefined();
  expect(await sync(treeOf(SHOP))).toBeUndefined();
});

test('what another generator is about to write counts', async () => {
  const tree = treeOf({ ...SHOP, [MAX]: '0002_sku\n' });
  tree.write('shop/migrations/0003_tax.py', migration('0002_sku'));
  await sync(tree);
  expect(tree.read(MAX, 'utf8')).toBe('0003_tax\n');
  tree.delete('shop/migrations/0003_tax.py');
  tree.delete('shop/migrations/0002_sku.py');
  await sync(tree);
  expect(tree.read(MAX, 'utf8')).toBe('0001_initial\n');
});

test('a workspace in a folder of the repository writes below it alone', async () => {
  const below = Object.fromEntries(Object.entries(SHOP).map(([path, text]) => [`web/${path}`, text]));
  const tree = treeOf({ ...SHOP, ...below, [MAX]: '0001_initial\n', [`web/${MAX}`]: '0001_initial\n' }, '/web');
  tree.write('shop/migrations/0003_tax.py', migration('0002_sku'));
  await sync(tree);
  expect(changes(tree)).toEqual([
    ['shop/migrations/0003_tax.py', migration('0002_sku')],
    [MAX, '0003_tax\n'],
  ]);
});

describe('a marker that cannot be true', () => {
  const fork: Files = { ...SHOP, 'shop/migrations/0002_tax.py': migration('0001_initial'), [MAX]: '0002_sku\n' };
  const doubt = `${MAX} is not changed: shop has 2 leaves: 0002_sku, 0002_tax`;

  test('is an error: silence would look like a pass', async () => {
    await expect(sync(treeOf(fork))).rejects.toThrow(doubt);
  });

  test('is reported beside those that are written', async () => {
    const pay = Object.fromEntries(
      Object.entries(SHOP).map(([path, text]) => [path.replace('shop/', 'pay/'), text.replace("'shop'", "'pay'")]),
    );
    const tree = treeOf({ ...pay, ...fork, 'pay/migrations/max_migration.txt': '' });
    expect((await sync(tree))?.outOfSyncDetails).toEqual(['pay/migrations/max_migration.txt is empty; the leaf is 0002_sku', doubt]);
    await expect(sync(tree)).rejects.toThrow(doubt);
  });
});
