import { downRevision, filesBelow, versionFiles as folder } from '../testing/alembic/revision-files.js';
import { testFacts, loadRefusal, wholeAnswer, type AlembicFactRow } from '../testing/alembic/fact-rows.js';
import type { AlembicRequest } from '../testing/alembic/oracle.js';
import type { TreeFiles } from '../testing/oracle.js';

const base = [downRevision()];
const line = { a1: base, b2: [downRevision('a1')] };
const loaded = { ...wholeAnswer, graph: { leaves: ['b2'], parents: { b2: ['a1'] } } };
const nothing = { ...wholeAnswer, loaded: [] };

function ini(...options: readonly string[]): string {
  return ['[alembic]', ...options, ''].join('\n');
}

function toml(...options: readonly string[]): string {
  return ['[tool.alembic]', ...options, ''].join('\n');
}

/** The line in one folder, and an ini. */
function at(versions: string, ...options: readonly string[]): TreeFiles {
  return { 'alembic.ini': ini(...options), ...folder(line, versions), 'migrations/env.py': '' };
}

const scripts: AlembicFactRow[] = [
  ['script_location: a folder, and versions in it', at('db/versions', 'script_location = db'), loaded],
  [
    'script_location: %(here)s',
    { files: filesBelow('app', at('db/versions', 'script_location = %(here)s/db')), ini: 'app/alembic.ini' },
    loaded,
  ],
  [
    'script_location: from where the command runs',
    { files: { 'conf/alembic.ini': ini('script_location = db'), ...folder(line, 'db/versions') }, ini: 'conf/alembic.ini' },
    loaded,
  ],
  [
    'script_location: pkg:dir',
    { ...at('shop/db/m/versions', 'script_location = shop.db:m'), 'shop/__init__.py': '', 'shop/db/__init__.py': '' },
    loaded,
  ],
  ['script_location: another option put in', at('db/m/versions', 'root = db', 'script_location = %(root)s/m'), loaded],
  [
    'section: any name, with -n',
    { files: { 'alembic.ini': '[core]\nscript_location = db\n', ...folder(line, 'db/versions') }, section: 'core' },
    loaded,
  ],
  [
    'ini: any name, with -c',
    {
      files: { 'conf/alembic_test.ini': ini('script_location = db'), ...folder(line, 'db/versions') },
      ini: 'conf/alembic_test.ini',
      command: 'alembic -c conf/alembic_test.ini heads',
    },
    { ...loaded, ran: { out: 'b2 (head)\n', error: null } },
  ],
  [
    'ini: any name, with ALEMBIC_CONFIG',
    {
      files: { 'conf/alembic_test.ini': ini('script_location = db'), ...folder(line, 'db/versions') },
      ini: 'conf/alembic_test.ini',
      command: 'ALEMBIC_CONFIG=conf/alembic_test.ini alembic heads',
    },
    { ...loaded, ran: { out: 'b2 (head)\n', error: null } },
  ],
];

/** The first revision in one folder, the second in another. */
function two(...options: readonly string[]): TreeFiles {
  const split = { ...folder({ a1: base }, 'db/one'), ...folder({ b2: [downRevision('a1')] }, 'db/two') };
  return { 'alembic.ini': ini('script_location = x', ...options), 'x/env.py': '', ...split };
}

const locations: AlembicFactRow[] = [
  ['version_locations: split at commas', two('version_locations = db/one, db/two'), loaded],
  ['version_locations: and at blanks', two('version_locations = db/one  db/two'), loaded],
  ['version_locations: %(here)s', two('version_locations = %(here)s/db/one %(here)s/db/two'), loaded],
  ['version_path_separator: os', two('version_path_separator = os', 'version_locations = db/one:db/two'), loaded],
  ['version_path_separator: space', two('version_path_separator = space', 'version_locations = db/one db/two'), loaded],
  ['version_path_separator: ;', two('version_path_separator = ;', 'version_locations = db/one;db/two'), loaded],
  [
    'version_path_separator: anything else is refused',
    two('version_path_separator = comma', 'version_locations = db/one, db/two'),
    loadRefusal('ValueError', /^'comma' is not a valid value for version_path_separator; expected /),
  ],
  [
    'path_separator: newline',
    two('path_separator = newline', 'version_locations =', '    db/one', '    db/two'),
    { follows: 'newest', newest: loaded, oldest: nothing },
  ],
  [
    'path_separator: before version_path_separator',
    two('path_separator = ;', 'version_path_separator = os', 'version_locations = db/one;db/two'),
    { follows: 'newest', newest: loaded, oldest: nothing },
  ],
  [
    'version_locations: the same file through two is loaded once',
    two('version_locations = db/one db/two db/one'),
    { ...loaded, warnings: ['File /db/one/a1.py loaded twice! ignoring. Please ensure version_locations is unique.'] },
  ],
  [
    'version_locations: one within another, read recursively',
    { ...two('recursive_version_locations = true', 'version_locations = db db/two') },
    {
      follows: 'newest',
      newest: { ...loaded, warnings: ['File /db/two/b2.py loaded twice! ignoring. Please ensure version_locations is unique.'] },
      oldest: { error: { type: 'KeyError' } },
    },
  ],
];

/** Only the newest reads pyproject.toml. */
function since(newest: object): object {
  return {
    follows: 'newest',
    newest,
    oldest: loadRefusal('CommandError', /^No config file 'alembic.ini' found, or file has no '\[alembic\]' section$/),
  };
}

const pyproject: AlembicFactRow[] = [
  ['[tool.alembic]', { 'pyproject.toml': toml('script_location = "%(here)s/db"'), ...folder(line, 'db/versions') }, since(loaded)],
  [
    '[tool.alembic]: version_locations is a list',
    {
      ...two(),
      'alembic.ini': '',
      'pyproject.toml': toml('script_location = "x"', 'version_locations = ["%(here)s/db/one", "db/two"]'),
    },
    since(loaded),
  ],
  [
    '[tool.alembic]: recursive_version_locations',
    {
      'pyproject.toml': toml('script_location = "db"', 'recursive_version_locations = true'),
      ...folder({ a1: base }, 'db/versions'),
      ...folder({ b2: [downRevision('a1')] }, 'db/versions/2026'),
    },
    since(loaded),
  ],
  [
    '[tool.alembic]: recursive_version_locations has to be a boolean',
    { 'pyproject.toml': toml('script_location = "db"', 'recursive_version_locations = "true"'), ...folder(line, 'db/versions') },
    since(loadRefusal('CommandError', /^boolean value expected for TOML parameter 'recursive_version_locations'$/)),
  ],
  [
    'the ini wins over [tool.alembic], key by key',
    {
      'alembic.ini': ini('script_location = db'),
      'pyproject.toml': toml('script_location = "x"', 'recursive_version_locations = true'),
      'x/env.py': '',
      ...folder({ a1: base }, 'db/versions'),
      ...folder({ b2: [downRevision('a1')] }, 'db/versions/2026'),
    },
    { follows: 'newest', newest: loaded, oldest: { ...wholeAnswer, graph: { leaves: ['a1'] } } },
  ],
];

const flask: AlembicRequest = { files: { 'migrations/alembic.ini': ini(), ...folder(line) }, flask: 'migrations' };

const migrate: AlembicFactRow[] = [
  ['Flask-Migrate: the folder of the ini', flask, loaded],
  [
    'Flask-Migrate: another folder',
    { files: { 'app/db/alembic.ini': ini(), ...folder(line, 'app/db/versions') }, flask: 'app/db' },
    loaded,
  ],
];

testFacts('facts about where revisions lie', [...scripts, ...locations, ...pyproject, ...migrate]);
