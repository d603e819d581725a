import { findWorkspaceProjects } from './workspace-projects.js';

const shop = ['__init__.py', '0001_initial.py', '0002_tax.py'].map(name => `migrations/${name}`);
const below = (folder: string, names: readonly string[]): string[] => names.map(name => `${folder}/${name}`);

/** `root: folder, folder` for each project. */
function homes(files: readonly string[], naming: readonly string[] = []): string[] {
  return findWorkspaceProjects(files, ini => naming.includes(ini)).map(({ root, histories }) =>
    `${root || '.'}: ${histories.map(({ framework, folder }) => `${folder} ${framework.name}`).join(', ')}`.trim(),
  );
}

const cart = 'apps/site/cart/migrations django';

test.each<[string, string[], string[]]>([
  ['an app belongs to the folder of manage.py', ['apps/site/manage.py', ...below('apps/site/cart', shop)], [`apps/site: ${cart}`]],
  ['to the nearest one', ['manage.py', 'apps/site/manage.py', ...below('apps/site/cart', shop)], [`apps/site: ${cart}`]],
  [
    'to the project that Nx knows',
    ['apps/site/project.json', 'apps/site/src/manage.py', ...below('apps/site/src/cart', shop)],
    ['apps/site: apps/site/src/cart/migrations django'],
  ],
  ['or Python', ['libs/cart/pyproject.toml', ...below('libs/cart/src/cart', shop)], ['libs/cart: libs/cart/src/cart/migrations django']],
  ['or npm', ['apps/site/package.json', 'package.json', ...below('apps/site/cart', shop)], [`apps/site: ${cart}`]],
  [
    'never to the workspace for its package.json',
    ['package.json', 'project.json', ...below('libs/cart', shop)],
    ['libs/cart: libs/cart/migrations django'],
  ],
  ['to the workspace for its manage.py', ['package.json', 'manage.py', ...below('cart', shop)], ['.: cart/migrations django']],
  [
    'several apps of one project',
    ['a/manage.py', ...below('a/tax', shop), ...below('a/cart', shop)],
    ['a: a/cart/migrations django, a/tax/migrations django'],
  ],
  ['an app in the workspace itself', shop, ['.: migrations django']],
  ['a folder that is no package is no app', ['a/manage.py', 'a/cart/migrations/0001_initial.py'], []],
  ['nor is a package without numbered files', ['a/manage.py', ...below('a/cart/migrations', ['__init__.py', 'runner.py'])], []],
  [
    'a script directory belongs to the folder of its ini',
    ['a/alembic.ini', 'a/alembic/env.py', 'a/alembic/versions/1.py'],
    ['a: a/alembic/versions alembic'],
  ],
  ['whatever the ini is called', ['a/alembic-prod.ini', 'a/db/versions/1.py'], ['a: a/db/versions alembic']],
  [
    "Flask-Migrate's, to the folder around it",
    ['a/migrations/alembic.ini', 'a/migrations/env.py', 'a/migrations/versions/1.py'],
    ['a: a/migrations/versions alembic'],
  ],
  ['without an ini, to the folder around it too', ['a/db/env.py', 'a/db/versions/1.py'], ['a: a/db/versions alembic']],
  ['revisions in sub-folders', ['a/alembic.ini', 'a/alembic/versions/2024/05/1.py'], ['a: a/alembic/versions alembic']],
  ['folders called versions that are none', ['a/versions/1.py', 'b/alembic.ini', 'b/alembic/versions/__init__.py'], []],
  [
    'both frameworks',
    ['a/manage.py', ...below('a/cart', shop), 'a/etl/env.py', 'a/etl/versions/1.py'],
    ['a: a/cart/migrations django, a/etl/versions alembic'],
  ],
])('%s', (_, files, expected) => {
  expect(homes(files)).toEqual(expected);
});

test('an ini that names folders is enough', () => {
  const files = ['a/alembic.ini', 'a/db/revisions/1.py', 'b/alembic.ini'];
  expect(homes(files, ['a/alembic.ini'])).toEqual(['a:']);
});
