import { isMarker } from '@oneleaf/core';
import { frameworks, markers } from '@oneleaf/frameworks';
import picomatch from 'picomatch';
import { CONFIGURATION_FILES, LEAF_FILES, PROJECT_MARKERS, MIGRATION_FILES, SOURCE_FILES } from './globs.js';

const folders = ['', 'shop/', 'a/b/shop/', 'my shop/', '.hidden/'];
const inner = [
  '',
  'migrations/',
  'migrations/versions/',
  'versions/',
  'versions/2024/05/',
  'alembic/',
  'db/',
  'settings/',
  'settings/env/',
  'conf/',
  'config/x/',
  'apps/',
];
const names = [
  '0001_initial.py',
  '__init__.py',
  'ae1027a6acf_add_tax.py',
  'env.py',
  'apps.py',
  'manage.py',
  'settings.py',
  'test_settings_ci.py',
  'base.py',
  'models.py',
  'alembic.ini',
  'Alembic-prod.INI',
  'pyproject.toml',
  'setup.cfg',
  'max_migration.txt',
  'migrations_lockfile.txt',
  'leaf.lock',
  'tox.ini',
  'README.md',
];
const paths = folders.flatMap(folder => inner.flatMap(below => names.map(name => `${folder}${below}${name}`)));

// A file that the check reads and that is no input would leave an old answer in the cache.
describe('what the check reads is an input', () => {
  const match = picomatch([...MIGRATION_FILES, ...CONFIGURATION_FILES], { dot: true });
  const isInput = (path: string): boolean => match(path);
  const isRead = (path: string): boolean =>
    isMarker(path, markers) || frameworks.some(one => one.recognise.mayBeMigration(path) || one.recognise.isConfiguration(path));

  test('every file that a framework reads', () => {
    expect(paths.filter(path => isRead(path) && !isInput(path))).toEqual([]);
    expect(paths.filter(isRead).length).toBeGreaterThan(300);
  });

  test('every file that names a leaf', () => {
    expect(LEAF_FILES).toEqual(['leaf.lock', 'max_migration.txt', 'migrations_lockfile.txt'].map(name => `**/${name}`));
  });

  test('and hardly any other', () => {
    const others = [...new Set(paths.filter(path => isInput(path) && !isRead(path)).map(path => path.split('/').at(-1)))];
    expect(others.sort()).toEqual(['__init__.py']);
    expect(['models.py', 'shop/models.py', 'shop/db/base.py'].filter(isInput)).toEqual([]);
  });

  test('the plugin is asked again when one of them comes or goes', () => {
    const isMarker = picomatch(PROJECT_MARKERS, { dot: true });
    expect(paths.filter(path => isInput(path) && !isMarker(path))).toEqual([]);
  });

  test('where a configuration names folders, every Python file', () => {
    expect(picomatch([...SOURCE_FILES])('db/revisions/ae10.py')).toBe(true);
  });
});
