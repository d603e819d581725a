import { addProjectConfiguration, logger, type Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import merge from '../merge/generator.js';
import migration from './generator.js';

const text = (app: string, ...parents: readonly string[]): string =>
  `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [${parents.map(parent => `('${app}', '${parent}')`).join(', ')}]
`;
const app = (folder: string, name: string): RepoFiles => ({
  [`${folder}/manage.py`]: '',
  [`${folder}/${name}/__init__.py`]: '',
  [`${folder}/${name}/migrations/__init__.py`]: '',
  [`${folder}/${name}/migrations/0001_initial.py`]: text(name),
});

const TWO: RepoFiles = { ...app('apps/shop', 'shop'), ...app('apps/pay', 'pay') };
const sku: RepoFiles = { 'apps/shop/shop/migrations/0002_sku.py': text('shop', '0001_initial') };
const tax: RepoFiles = { 'apps/shop/shop/migrations/0002_tax.py': text('shop', '0001_initial') };

/** The tree of a workspace on disk, with a project for each app; the one of Nx's own tests has nothing below it. */
function treeOf({ path }: GitRepo, workspace = ''): Tree {
  const tree = Object.assign(createTree(), { root: `${path}${workspace}` });
  addProjectConfiguration(tree, 'shop', { root: 'apps/shop' });
  addProjectConfiguration(tree, 'pay', { root: 'apps/pay' });
  return tree;
}

/** Python files that were written. */
function written(tree: Tree): readonly (readonly [string, string | undefined])[] {
  return tree.listChanges().flatMap(({ path, content }) => (path.endsWith('.py') ? [[path, content?.toString()] as const] : []));
}

// A project that no tree has is looked for in the graph of the workspace around.
process.env['NX_DAEMON'] = 'false';

const said: string[] = [];
const info = logger.info;
beforeEach(() => {
  said.length = 0;
  logger.info = line => void said.push(String(line));
});
afterAll(() => (logger.info = info));

test('a migration in the history of a project', async () => {
  const tree = treeOf(gitRepo({ main: [TWO, tax] }).clone());
  await migration(tree, { name: 'add label', project: 'shop' });
  expect(written(tree)).toEqual([
    ['apps/shop/shop/migrations/0003_add_label.py', expect.stringContaining("        ('shop', '0002_tax'),\n")],
  ]);
  expect(said).toEqual([]);
});

test('nothing is written past the tree', async () => {
  const repo = gitRepo({ main: TWO }).clone();
  await migration(treeOf(repo), { name: 'label', project: 'pay' });
  expect(repo.git('status', '--porcelain')).toBe('');
});

test('a workspace in a folder of the repository', async () => {
  const below = (files: RepoFiles): RepoFiles =>
    Object.fromEntries(Object.entries(files).map(([path, content]) => [`web/${path}`, content]));
  const tree = treeOf(gitRepo({ main: { ...below(TWO), ...below(sku) } }).clone(), '/web');
  await migration(tree, { name: 'label', project: 'shop' });
  expect(written(tree).map(([path]) => path)).toEqual(['apps/shop/shop/migrations/0003_label.py']);
});

test('what somebody should know is said', async () => {
  const origin = gitRepo({ main: TWO, other: sku });
  const repo = origin.clone();
  origin.commit('main', tax);
  await migration(treeOf(repo), { name: 'label', project: 'shop' });
  expect(said).toEqual([
    'note  shop.0002_tax is on origin/main and not in this branch yet: until it is, shop cannot be loaded here\nrun: git pull --no-rebase origin main',
  ]);
});

test('what a branch is called cannot make the terminal do anything', async () => {
  const origin = gitRepo({ main: TWO });
  origin.commit('evil\u202e', tax, { parents: ['main'], time: Math.floor(Date.now() / 1000) });
  await migration(treeOf(origin.clone()), { name: 'label', project: 'shop' });
  expect(said).toEqual(['note  0002_tax is on origin/evil\\u202e']);
});

test('a marker is kept true', async () => {
  const marker = 'apps/shop/shop/migrations/max_migration.txt';
  const tree = treeOf(gitRepo({ main: { ...TWO, [marker]: '0001_initial\n' } }).clone());
  await migration(tree, { name: 'label', project: 'shop' });
  expect(tree.read(marker, 'utf8')).toBe('0002_label\n');
});

test.each([
  ['a project that there is not', { name: 'x', project: 'nope' }, 'there is no project nope'],
  ['a history that there is not', { name: 'x', history: 'nope' }, 'there is no history nope, only pay, shop'],
  ['no project and no history', { name: 'x' }, 'there are several histories, name one: pay, shop'],
  ['a name without letters', { name: '--', project: 'shop' }, 'cannot be a file name'],
])('%s is an error', async (_, options, message) => {
  const tree = treeOf(gitRepo({ main: TWO }).clone());
  await expect(migration(tree, options)).rejects.toThrow(message);
  expect(written(tree)).toEqual([]);
});

describe('merge', () => {
  test('joins leaves that have landed', async () => {
    const tree = treeOf(gitRepo({ main: [TWO, { ...sku, ...tax }] }).clone());
    await merge(tree, { project: 'shop' });
    expect(written(tree).map(([path]) => path)).toEqual(['apps/shop/shop/migrations/0003_merge_0002_sku_0002_tax.py']);
  });

  test('says why it refuses', async () => {
    const repo = gitRepo({ main: [TWO, tax] }).clone();
    repo.write(sku);
    await expect(merge(treeOf(repo), { project: 'shop' })).rejects.toThrow(`error  shop has 2 leaves here: shop.0002_sku, shop.0002_tax`);
    const tree = treeOf(repo);
    await merge(tree, { project: 'shop', leaves: ['0002_sku', '0002_tax'], name: 'join' });
    expect(written(tree).map(([path]) => path)).toEqual(['apps/shop/shop/migrations/0003_join.py']);
  });

  test('finds nothing to join', async () => {
    const tree = treeOf(gitRepo({ main: TWO }).clone());
    await merge(tree, { project: 'shop' });
    expect([written(tree), said]).toEqual([[], ['no history has leaves to join']]);
  });
});
