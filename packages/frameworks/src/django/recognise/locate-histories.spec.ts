import { locateHistories, treeOf } from '../../testing/tree.js';
import { django } from '../django.js';

const mig = (...dependencies: readonly string[]): string =>
  `from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [${dependencies.map(one => `('${one.replace('.', `', '`)}')`).join(', ')}]\n`;
const south = 'from south.v2 import SchemaMigration\nclass Migration(SchemaMigration):\n    def forwards(self, orm): pass\n';
const config = (name: string, more = ''): string =>
  `from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = '${name}'\n${more}`;

type AppFiles = Readonly<Record<string, string>>;

/** An app in a folder: two migrations that call their own app `label`. */
function app(folder: string, label: string): AppFiles {
  return {
    [`${folder}/migrations/__init__.py`]: '',
    [`${folder}/migrations/0001_initial.py`]: mig(),
    [`${folder}/migrations/0002_tax.py`]: mig(`${label}.0001_initial`),
  };
}

/** Histories as `id = label in folder (scope)`. */
function told(files: AppFiles): readonly string[] {
  return locateHistories(django, files).map(
    ({ id, label, folder, scope }) => `${id} = ${label} in ${folder}${scope === '' ? '' : ` (${scope})`}`,
  );
}

test('a history, complete', () => {
  expect(locateHistories(django, { 'src/manage.py': '', ...app('src/shop', 'shop') })).toEqual([
    {
      id: 'shop',
      framework: django,
      order: { kind: 'graph' },
      folder: 'src/shop/migrations',
      files: ['src/shop/migrations/0001_initial.py', 'src/shop/migrations/0002_tax.py'],
      expectedLeaves: 1,
      launch: { by: 'manage.py', manage: 'src/manage.py' },
      label: 'shop',
      scope: '',
    },
  ]);
});

test.each([
  ['0003-dash.py', true],
  ['0004 space.py', true],
  ['0002_x copy.py', true],
  ['helper.py', true],
  ['_x.py', false],
  ['~x.py', false],
  ['.x.py', false],
  ['0002_x.y.py', false],
  ['0002_x.pyc', false],
  ['0002_x.txt', false],
  ['sub/0002_x.py', false],
  ['__init__.py', false],
])('file set: %s', (name, expected) => {
  const files = { ...app('shop', 'shop'), [`shop/migrations/${name}`]: mig('shop.0002_tax') };
  expect(
    locateHistories(django, files)
      .flatMap(history => history.files)
      .includes(`shop/migrations/${name}`),
  ).toBe(expected);
});

test.each([
  ['no __init__.py: the app is unmigrated', { 'shop/migrations/0001_initial.py': mig() }, []],
  ['no migration', { 'shop/migrations/__init__.py': '', 'shop/migrations/helper.py': 'x = 1' }, []],
  ['no file', { 'shop/migrations/__init__.py': '' }, []],
  ['South alone', { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': south }, []],
  ['South and Django', { ...app('shop', 'shop'), 'shop/migrations/0000_old.py': south }, ['shop = shop in shop/migrations']],
  [
    'other things called Migration',
    { 'db/migrations/__init__.py': 'class Migration: pass', 'db/migrations/m1.py': 'from db.migrations import Migration' },
    [],
  ],
  [
    'a file that cannot be read',
    { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': 'class Migration(' },
    ['shop = shop in shop/migrations'],
  ],
  [
    'a computed class',
    { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': 'Migration = make()' },
    ['shop = shop in shop/migrations'],
  ],
  [
    'the repository is the app',
    {
      'migrations/__init__.py': '',
      'migrations/0001_initial.py': mig(),
      'migrations/0002_tax.py': mig('shop.0001_initial'),
    },
    ['shop = shop in migrations'],
  ],
])('what is an app with migrations: %s', (_, files, expected) => expect(told(files)).toEqual(expected));

test.each([
  ['the folder', {}, 'shop'],
  ['AppConfig.label', { 'shop/apps.py': config('shop', `    label = 'store'\n`) }, 'store'],
  ['the last part of AppConfig.name', { 'shop/apps.py': config('shop') }, 'shop'],
  [
    'an AppConfig by another base',
    { 'shop/apps.py': `class Base(AppConfig):\n    name = 'shop'\n    label = 'store'\nclass ShopConfig(Base):\n    verbose_name = 'x'\n` },
    'store',
  ],
  [
    'the one whose name fits',
    {
      'shop/apps.py': `${config('other', `    label = 'other'\n`)}\n${config('shop', `    label = 'store'\n`).replace('ShopConfig', 'Store')}`,
    },
    'store',
  ],
  [
    'the default one',
    {
      'shop/apps.py': `class A(AppConfig):\n    name = 'shop'\n    label = 'a'\nclass B(AppConfig):\n    name = 'shop'\n    label = 'b'\n    default = True\n`,
    },
    'b',
  ],
  [
    'not the one that is no default',
    {
      'shop/apps.py': `class A(AppConfig):\n    name = 'shop'\n    label = 'a'\n    default = False\nclass B(AppConfig):\n    name = 'shop'\n`,
    },
    'shop',
  ],
  ['an app below that has no migrations', { 'shop/apps.py': config('shop.v2') }, 'shop'],
  ['apps as a package', { 'shop/apps/__init__.py': config('shop', `    label = 'store'\n`) }, 'store'],
  ['a computed label', { 'shop/apps.py': config('shop', `    label = get()\n`) }, 'shop'],
  ['a constant', { 'shop/apps.py': `LABEL = 'store'\n${config('shop', '    label = LABEL\n')}` }, 'store'],
  ['a broken apps.py', { 'shop/apps.py': 'class A(' }, 'shop'],
])('the label of shop/ with one migration: %s', (_, files, expected) => {
  const one = { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': mig() };
  expect(locateHistories(django, { ...one, ...files }).map(({ label }) => label)).toEqual([expected]);
});

test.each([
  ['the migrations call it so', app('shop', 'store'), ['store']],
  [
    'they call it by its folder, whatever apps.py says',
    { ...app('shop', 'shop'), 'shop/apps.py': config('shop', `    label = 'store'\n`) },
    ['shop'],
  ],
  ['they agree with apps.py', { ...app('shop', 'store'), 'shop/apps.py': config('shop', `    label = 'store'\n`) }, ['store']],
  [
    'every app has a 0001_initial',
    {
      ...app('pay', 'pay'),
      'shop/migrations/__init__.py': '',
      'shop/migrations/0001_initial.py': mig(),
      'shop/migrations/0002_tax.py': mig('pay.0001_initial'),
    },
    ['pay', 'shop'],
  ],
  [
    "so have Django's own",
    {
      'shop/migrations/__init__.py': '',
      'shop/migrations/0001_initial.py': mig(),
      'shop/migrations/0002_tax.py': mig('auth.0001_initial'),
    },
    ['shop'],
  ],
  [
    'no migration stands on itself',
    { 'shop/migrations/__init__.py': '', 'shop/migrations/0001_initial.py': mig('store.0001_initial') },
    ['shop'],
  ],
])('self-references vote: %s', (_, files, expected) => expect(locateHistories(django, files).map(({ label }) => label)).toEqual(expected));

const moved = { 'x/shop_db/__init__.py': '', 'x/shop_db/0001_initial.py': mig() };

test.each([
  ['a literal dict', { 'x/settings.py': `MIGRATION_MODULES = {'shop': 'x.shop_db'}`, ...moved }, ['shop = shop in x/shop_db']],
  ['settings in a package', { 'x/settings/base.py': `MIGRATION_MODULES = {'shop': 'x.shop_db'}`, ...moved }, ['shop = shop in x/shop_db']],
  ['annotated', { 'x/settings.py': `MIGRATION_MODULES: dict[str, str] = {'shop': 'x.shop_db'}`, ...moved }, ['shop = shop in x/shop_db']],
  [
    'the usual folder under another label',
    { 'settings.py': `MIGRATION_MODULES = {'store': 'shop.migrations'}`, ...app('shop', 'shop') },
    ['store = store in shop/migrations'],
  ],
  ['None disables', { 'settings.py': `MIGRATION_MODULES = {'shop': None}`, ...app('shop', 'shop') }, []],
  [
    'None in test settings does not',
    { 'settings_test.py': `MIGRATION_MODULES = {'shop': None}`, ...app('shop', 'shop') },
    ['shop = shop in shop/migrations'],
  ],
  [
    'a computed one',
    { 'settings.py': `MIGRATION_MODULES = DisableMigrations()`, ...app('shop', 'shop') },
    ['shop = shop in shop/migrations'],
  ],
  ['nothing named', { 'settings.py': 'X = 1', ...moved }, []],
])('MIGRATION_MODULES: %s', (_, files, expected) => expect(told(files)).toEqual(expected));

test.each([
  [
    'two projects',
    { 'a/manage.py': '', 'b/manage.py': '', ...app('a/shop', 'shop'), ...app('b/shop', 'shop'), ...app('a/pay', 'pay') },
    ['pay = pay in a/pay/migrations (a)', 'a/shop = shop in a/shop/migrations (a)', 'b/shop = shop in b/shop/migrations (b)'],
  ],
  [
    'one project',
    { 'a/manage.py': '', ...app('a/shop', 'shop'), ...app('pay', 'pay') },
    ['shop = shop in a/shop/migrations', 'pay = pay in pay/migrations'],
  ],
  [
    'a copy in tests',
    { ...app('shop', 'shop'), ...app('tests/shop', 'shop') },
    ['shop = shop in shop/migrations', 'tests/shop = shop in tests/shop/migrations (tests/shop)'],
  ],
])('labels that several apps share: %s', (_, files, expected) => expect(told(files)).toEqual(expected));

test('a folder that the user declares, under the label given', () => {
  const files = { 'db/changes/__init__.py': '', 'db/changes/0001_initial.py': mig() };
  const declared = [{ framework: 'django', folder: 'db/changes', label: 'shop' }];
  expect(locateHistories(django, files, declared).map(({ id, folder }) => [id, folder])).toEqual([['shop', 'db/changes']]);
});

test('only unusual folders have to be asked for', () => {
  const tree = treeOf(django, { 'x/settings.py': `MIGRATION_MODULES = {'shop': 'x.db', 'pay': 'x.pay.migrations', 'auth': None}` });
  expect(django.recognise.configuredFolders(new Map([['x/settings.py', tree.settings('x/settings.py')]]))).toEqual(['x/db', 'x/x/db']);
});

test.each([
  ['shop/migrations/0001_initial.py', true],
  ['migrations/x.py', true],
  ['shop/migrations/__init__.py', true],
  ['shop/migrations/_x.py', false],
  ['shop/migrations/sub/x.py', false],
  ['shop/migrations/x.sql', false],
  ['shop/models.py', false],
])('candidate: %s', (path, expected) => expect(django.recognise.mayBeMigration(path)).toBe(expected));
