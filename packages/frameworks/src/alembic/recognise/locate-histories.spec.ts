import { alembicCommandLine } from '../run/command-line.js';
import { locateHistories, treeOf } from '../../testing/tree.js';
import { alembic } from '../alembic.js';

const rev = (id: string, down = 'None', more = ''): string =>
  `revision = '${id}'\ndown_revision = ${down === 'None' ? down : `'${down}'`}\n${more}`;
const ini = (options: string, section = 'alembic'): string => `[${section}]\n${options}\n`;

/** Histories as `folder: file file`, files below the folder by what follows it. */
function told(files: Readonly<Record<string, string>>): readonly string[] {
  return locateHistories(alembic, files).map(
    ({ id, files: paths }) => `${id}: ${paths.map(path => (path.startsWith(`${id}/`) ? path.slice(id.length + 1) : `/${path}`)).join(' ')}`,
  );
}

test('a history, complete', () => {
  const files = {
    'server/alembic.ini': ini('script_location = migrations'),
    'server/migrations/versions/b.py': rev('b', 'a'),
    'server/migrations/versions/a.py': rev('a'),
  };
  expect(locateHistories(alembic, files)).toEqual([
    {
      id: 'server/migrations/versions',
      framework: alembic,
      order: { kind: 'graph' },
      folder: 'server/migrations/versions',
      files: ['server/migrations/versions/a.py', 'server/migrations/versions/b.py'],
      expectedLeaves: 1,
      launch: { by: 'alembic', folder: 'server' },
      label: '',
      scope: 'server/migrations/versions',
    },
  ]);
});

test.each([
  ['a path beside the ini', { 'alembic.ini': ini('script_location = db'), 'db/versions/a.py': rev('a') }, ['db/versions: a.py']],
  [
    'a path from where the command runs',
    { 'conf/alembic.ini': ini('script_location = db'), 'db/versions/a.py': rev('a') },
    ['db/versions: a.py'],
  ],
  [
    '%(here)s',
    { 'app/alembic.ini': ini('script_location = %(here)s/db'), 'app/db/versions/a.py': rev('a'), 'db/versions/z.py': rev('z') },
    ['app/db/versions: a.py', 'db/versions: z.py'],
  ],
  ['%(here)s/..', { 'app/alembic.ini': ini('script_location = %(here)s/../db'), 'db/versions/a.py': rev('a') }, ['db/versions: a.py']],
  [
    'another option',
    { 'alembic.ini': ini('root = db\nscript_location = %(root)s/m'), 'db/m/versions/a.py': rev('a') },
    ['db/m/versions: a.py'],
  ],
  ['pkg:dir', { 'alembic.ini': ini('script_location = shop.db:m'), 'shop/db/m/versions/a.py': rev('a') }, ['shop/db/m/versions: a.py']],
  [
    'pkg:dir:dir',
    { 'shop/alembic.ini': ini('script_location = shop:db:m'), 'shop/db/m/versions/a.py': rev('a') },
    ['shop/db/m/versions: a.py'],
  ],
  [
    'pkg:dir in src',
    { 'alembic.ini': ini('script_location = shop:m'), 'src/shop/m/versions/a.py': rev('a') },
    ['src/shop/m/versions: a.py'],
  ],
  [
    'pkg:dir from inside the package',
    { 'src/shop/alembic.ini': ini('script_location = shop:m/core'), 'src/shop/m/core/versions/a.py': rev('a') },
    ['src/shop/m/core/versions: a.py'],
  ],
  [
    'pkg:dir anywhere',
    { 'etc/alembic.ini': ini('script_location = shop:m'), 'py/lib/shop/m/versions/a.py': rev('a') },
    ['py/lib/shop/m/versions: a.py'],
  ],
  [
    'any section, several environments',
    {
      'alembic.ini': `${ini('script_location = core', 'core')}${ini('script_location = tenant', 'tenant')}`,
      'core/versions/a.py': rev('a'),
      'tenant/versions/b.py': rev('b'),
    },
    ['core/versions: a.py', 'tenant/versions: b.py'],
  ],
  [
    '[DEFAULT]',
    { 'alembic.ini': `[DEFAULT]\nroot = db\n[alembic]\nscript_location = %(root)s\n`, 'db/versions/a.py': rev('a') },
    ['db/versions: a.py'],
  ],
  ['another file name', { 'conf/alembic_test.ini': ini('script_location = db'), 'db/versions/a.py': rev('a') }, ['db/versions: a.py']],
  [
    'setup.cfg',
    { 'setup.cfg': `[metadata]\nname = shop\n[alembic]\nscript_location = db\n`, 'db/versions/a.py': rev('a') },
    ['db/versions: a.py'],
  ],
  [
    'two files for one directory',
    { 'alembic.ini': ini('script_location = db'), 'alembic-test.ini': ini('script_location = db'), 'db/versions/a.py': rev('a') },
    ['db/versions: a.py'],
  ],
  [
    'Flask-Migrate: no script_location',
    { 'migrations/alembic.ini': '[alembic]\n# file_template = x\n', 'migrations/env.py': '', 'migrations/versions/a.py': rev('a') },
    ['migrations/versions: a.py'],
  ],
  [
    'Flask-Migrate: another directory',
    { 'app/db/alembic.ini': '[alembic]\n', 'app/db/versions/a.py': rev('a') },
    ['app/db/versions: a.py'],
  ],
  ['an ini for nothing', { 'alembic.ini': ini('script_location = db') }, []],
  [
    'an absolute path of another machine',
    { 'alembic.ini': ini('script_location = /app/db'), 'db/versions/a.py': rev('a') },
    ['db/versions: a.py'],
  ],
])('script_location: %s', (_, files, expected) => expect(told(files)).toEqual(expected));

const two = { 'db/one/a.py': rev('a'), 'db/two/b.py': rev('b', 'a') };

test.each([
  ['the legacy separators', 'version_locations = db/one, db/two', ['db/one: a.py /db/two/b.py']],
  ['the legacy space', 'version_locations = db/one  db/two', ['db/one: a.py /db/two/b.py']],
  ['path_separator = os', 'path_separator = os\nversion_locations = db/one:db/two', ['db/one: a.py /db/two/b.py']],
  ['path_separator = ;', 'path_separator = ;\nversion_locations = db/one; db/two', ['db/one: a.py /db/two/b.py']],
  ['path_separator = newline', 'path_separator = newline\nversion_locations =\n    db/one\n    db/two', ['db/one: a.py /db/two/b.py']],
  ['version_path_separator = space', 'version_path_separator = space\nversion_locations = db/one db/two', ['db/one: a.py /db/two/b.py']],
  [
    'path_separator first',
    'path_separator = ;\nversion_path_separator = os\nversion_locations = db/one;db/two',
    ['db/one: a.py /db/two/b.py'],
  ],
  [
    "the template's comment",
    'version_path_separator = os  # Use os.pathsep.\nversion_locations = db/one:db/two',
    ['db/one: a.py /db/two/b.py'],
  ],
  ['%(here)s', 'version_locations = %(here)s/db/one %(here)s/db/two', ['db/one: a.py /db/two/b.py']],
  ['the same location twice', 'version_locations = db/one db/one db/two', ['db/one: a.py /db/two/b.py']],
  ['not recursive', 'version_locations = db', []],
  ['recursive', 'recursive_version_locations = true\nversion_locations = db', ['db: one/a.py two/b.py']],
  ['exactly lowercase true', 'recursive_version_locations = True\nversion_locations = db', []],
])('version_locations: %s', (_, options, expected) =>
  expect(told({ 'alembic.ini': ini(`script_location = x\n${options}`), ...two })).toEqual(expected),
);

test.each([
  [
    '[tool.alembic]',
    { 'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/db"\n', 'db/versions/a.py': rev('a') },
    ['db/versions: a.py'],
  ],
  [
    'version_locations',
    {
      'pyproject.toml': `[tool.alembic]\nscript_location = 'x'\nversion_locations = [\n  "%(here)s/db/one", # first\n  'db/two',\n]\n`,
      ...two,
    },
    ['db/one: a.py /db/two/b.py'],
  ],
  [
    'recursive = true',
    { 'pyproject.toml': '[tool.alembic]\nversion_locations = ["db"]\nrecursive_version_locations = true\n', ...two },
    ['db: one/a.py two/b.py'],
  ],
  ['another tool', { 'pyproject.toml': '[tool.black]\nscript_location = "db"\n# alembic', 'db/one.py': rev('a') }, []],
  [
    'the ini wins key by key',
    {
      'pyproject.toml': '[tool.alembic]\nscript_location = "x"\nrecursive_version_locations = true\n',
      'alembic.ini': ini('script_location = db'),
      'db/versions/y/a.py': rev('a'),
      'x/versions/z.py': rev('z'),
    },
    ['db/versions: y/a.py', 'x/versions: z.py'],
  ],
])('pyproject.toml: %s', (_, files, expected) => expect(told(files)).toEqual(expected));

test.each([
  ['a versions folder', { 'db/versions/a.py': rev('a'), 'db/env.py': '' }, ['db/versions: a.py']],
  ['an alembic folder', { 'alembic/a.py': rev('a'), 'alembic/env.py': 'x = 1' }, ['alembic: a.py']],
  ['a helper among revisions', { 'db/versions/a.py': rev('a'), 'db/versions/helper.py': 'x = 1' }, ['db/versions: a.py helper.py']],
  [
    'a folder beside versions',
    { 'migrations/versions/a.py': rev('a'), 'migrations/snapshot/b.py': rev('b') },
    ['migrations/versions: a.py'],
  ],
  ['no revisions', { 'api/versions/v1.py': 'x = 1' }, []],
  ['a computed parent', { 'db/versions/a.py': `revision = 'a'\ndown_revision = f()` }, ['db/versions: a.py']],
  ['Django migrations', { 'shop/migrations/0001_initial.py': rev('a') }, []],
  [
    'two graphs under one folder',
    { 'versions/postgresql/a.py': rev('a'), 'versions/sqlite/b.py': rev('b') },
    ['versions/postgresql: a.py', 'versions/sqlite: b.py'],
  ],
  [
    'two copies of one graph',
    { 'versions/x/a.py': rev('a'), 'versions/x/b.py': rev('b', 'a'), 'versions/y/a.py': rev('a'), 'versions/y/b.py': rev('b', 'a') },
    ['versions/x: a.py b.py', 'versions/y: a.py b.py'],
  ],
  [
    'one graph over several folders',
    { 'versions/one/expand/a.py': rev('a'), 'versions/one/contract/b.py': rev('b', 'a'), 'versions/two/expand/c.py': rev('c', 'a') },
    ['versions: one/contract/b.py one/expand/a.py two/expand/c.py'],
  ],
  [
    'folders joined by depends_on',
    { 'versions/one/a.py': rev('a'), 'versions/two/b.py': rev('b', 'None', `depends_on = 'a'`) },
    ['versions: one/a.py two/b.py'],
  ],
])('no configuration: %s', (_, files, expected) => expect(told(files)).toEqual(expected));

test.each([
  [
    'env.py sets the locations',
    { 'versions/postgresql/a.py': rev('a'), 'versions/sqlite/b.py': rev('b') },
    ['versions/postgresql: a.py', 'versions/sqlite: b.py'],
  ],
  [
    'the initial revision above its releases',
    { 'versions/a.py': rev('a'), 'versions/one/b.py': rev('b', 'a'), 'versions/two/c.py': rev('c', 'b') },
    ['versions: a.py one/b.py two/c.py'],
  ],
  [
    'an archive that Alembic does not load',
    { 'versions/a.py': rev('a'), 'versions/b.py': rev('b', 'a'), 'versions/old/z.py': rev('z') },
    ['versions: a.py b.py'],
  ],
])('sub-folders of a configured folder: %s', (_, files, expected) => {
  expect(told({ 'alembic.ini': ini('script_location = .'), ...files })).toEqual(expected);
});

test.each([
  [
    'an ini whose scripts lie beside where the command runs',
    { 'conf/alembic.ini': ini('script_location = db'), 'db/versions/a.py': rev('a') },
    'alembic -c conf/alembic.ini merge heads',
  ],
  ['at the top', { 'alembic.ini': ini('script_location = db'), 'db/versions/a.py': rev('a') }, 'alembic merge heads'],
  [
    'another ini, another section',
    { 'app/alembic_x.ini': ini('script_location = db', 'core'), 'app/db/versions/a.py': rev('a') },
    'cd app && alembic -c alembic_x.ini -n core merge heads',
  ],
  ['Flask-Migrate', { 'migrations/alembic.ini': '[alembic]', 'migrations/versions/a.py': rev('a') }, 'flask db merge heads'],
  [
    'Flask-Migrate in another folder',
    { 'db/alembic.ini': '[alembic]', 'db/versions/a.py': rev('a') },
    'flask db merge heads --directory db',
  ],
])('the command that merges: %s', (_, files, expected) =>
  expect(locateHistories(alembic, files).map(history => alembicCommandLine(history, 'merge', 'heads'))).toEqual([expected]),
);

test('a folder that the user declares is a history whatever else is said', () => {
  const files = { 'db/changes/a.py': rev('a'), 'db/changes/b.py': rev('b', 'a') };
  expect(
    locateHistories(alembic, files, [{ framework: 'alembic', folder: 'db/changes' }]).map(({ id, files: paths }) => [id, paths]),
  ).toEqual([['db/changes', ['db/changes/a.py', 'db/changes/b.py']]]);
});

test('only unusual folders have to be asked for', () => {
  const tree = treeOf(alembic, { 'alembic.ini': ini('script_location = db\nversion_locations = %(here)s/changes pkg:more') });
  expect(alembic.recognise.configuredFolders(new Map([['alembic.ini', tree.settings('alembic.ini')]]))).toEqual([
    'changes',
    'pkg/more',
    'src/pkg/more',
  ]);
});

test.each([
  ['versions/a.py', true],
  ['x/versions/2/a.py', true],
  ['alembic/a.py', true],
  ['migrations/a.py', true],
  ['migrations/0001_initial.py', false],
  ['versions/__init__.py', false],
  ['versions/a.pyc', false],
  ['src/a.py', false],
])('candidate: %s', (path, expected) => expect(alembic.recognise.mayBeMigration(path)).toBe(expected));
