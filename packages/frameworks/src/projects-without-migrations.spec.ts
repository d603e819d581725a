import type { Framework } from '@oneleaf/core';
import { alembic, django } from './index.js';
import { treeOf } from './testing/tree.js';

type ProjectTexts = Readonly<Record<string, string>>;

const withoutMigrations = (framework: Framework, files: ProjectTexts): readonly string[] => {
  const tree = { ...treeOf(framework, files), paths: Object.keys(files).sort() };
  return framework.recognise
    .projectsWithoutMigrations(tree)
    .map(({ launch, history }) => [history?.folder, ...Object.values(launch)].join(' ').trim());
};

const INI = '[alembic]\nscript_location = ';
const STOCK: ProjectTexts = { 'api/alembic.ini': `${INI}migrations\n`, 'api/migrations/env.py': '', 'api/migrations/script.py.mako': '' };
const ROOT = "revision = 'a1'\ndown_revision = None\n";

test.each<[string, ProjectTexts, readonly string[]]>([
  ['as alembic init leaves it', STOCK, ['api/migrations/versions alembic api']],
  ['with a package that has no revision', { ...STOCK, 'api/migrations/versions/__init__.py': '' }, ['api/migrations/versions alembic api']],
  ['with a revision', { ...STOCK, 'api/migrations/versions/a1_first.py': ROOT }, []],
  ['with a revision that cannot be read', { ...STOCK, 'api/migrations/versions/a1_first.py': '(' }, []],
  ['with revisions in folders of years', { ...STOCK, 'api/migrations/versions/2024/a1_first.py': ROOT }, []],
  ['without an env.py', { 'alembic.ini': `${INI}migrations\n` }, []],
  [
    'where scripts lie anywhere',
    { 'alembic.ini': `${INI}%(here)s/db/scripts\n`, 'db/scripts/env.py': '' },
    ['db/scripts/versions alembic'],
  ],
  [
    'run from another folder',
    { 'conf/alembic.ini': `${INI}db/scripts\n`, 'db/scripts/env.py': '' },
    ['db/scripts/versions alembic  conf/alembic.ini'],
  ],
  ['with a place of its own', { 'alembic.ini': `${INI}db\nversion_locations = revisions\n`, 'db/env.py': '' }, ['revisions alembic']],
  ['with several places', { 'alembic.ini': `${INI}db\nversion_locations = one two\n`, 'db/env.py': '' }, []],
  [
    'two sections, one of them begun',
    {
      'alembic.ini': `${INI}one\n[more]\nscript_location = two\n`,
      'one/env.py': '',
      'one/versions/a1_first.py': ROOT,
      'two/env.py': '',
    },
    ['two/versions alembic  more'],
  ],
  [
    'of Flask-Migrate',
    { 'src/migrations/alembic.ini': '[alembic]\n', 'src/migrations/env.py': '' },
    ['src/migrations/versions flask src/migrations'],
  ],
  [
    'of pyproject.toml',
    { 'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/alembic"\n', 'alembic/env.py': '' },
    ['alembic/versions alembic'],
  ],
])('Alembic, %s', (_, files, expected) => {
  expect(withoutMigrations(alembic, files)).toEqual(expected);
});

const MANAGE = 'from django.core.management import execute_from_command_line\n';

test.each<[string, ProjectTexts, readonly string[]]>([
  ['an app with models', { 'web/manage.py': MANAGE, 'web/shop/models.py': '' }, ['manage.py web/manage.py']],
  ['models in a package', { 'manage.py': MANAGE, 'apps/shop/models/__init__.py': '' }, ['manage.py manage.py']],
  ['no models', { 'manage.py': MANAGE, 'shop/views.py': '' }, []],
  [
    'models of another project',
    { 'one/manage.py': MANAGE, 'two/manage.py': MANAGE, 'two/shop/models.py': '' },
    ['manage.py two/manage.py'],
  ],
  ['a manage.py of Flask', { 'manage.py': 'from flask_script import Manager\n', 'shop/models.py': '' }, []],
])('Django, %s', (_, files, expected) => {
  expect(withoutMigrations(django, files)).toEqual(expected);
});
