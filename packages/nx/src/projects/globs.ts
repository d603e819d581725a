const ALEMBIC_INI = '*[aA][lL][eE][mM][bB][iI][cC]*.[iI][nN][iI]';

/** Where migrations lie in a project, judged by the names of files. */
export const MIGRATION_FILES = ['migrations', 'versions', 'alembic'].map(folder => `**/${folder}/**/*.py`);

/** Files that name the leaf of a history: a check finds those that name another. */
export const LEAF_FILES = ['**/leaf.lock', '**/max_migration.txt', '**/migrations_lockfile.txt'];

/** Files that say where migrations lie, and what their apps are called. */
export const CONFIGURATION_FILES = [
  '**/apps.py',
  '**/apps/__init__.py',
  '**/manage.py',
  '**/*settings*.py',
  '**/settings/**/*.py',
  '**/conf/**/*.py',
  '**/config/**/*.py',
  `**/${ALEMBIC_INI}`,
  '**/pyproject.toml',
  '**/setup.cfg',
  ...LEAF_FILES,
];

/** Every Python file: where a configuration names folders of its own. */
export const PYTHON_FILES = ['**/*.py'];

/** Files that say which packages and which database a project has; they may lie in a folder around it. */
export const DEPENDENCY_FILES =
  '{requirements*.txt,constraints*.txt,requirements/**,pyproject.toml,setup.py,setup.cfg,uv.lock,poetry.lock,pdm.lock,pylock*.toml,Pipfile,Pipfile.lock,environment.yml,conda-lock.yml,.python-version,*compose*.yml,*compose*.yaml}';

/** What lies in a project and is no part of what Python runs: the other half of the application, and what is written about it. */
export const UNRELATED_FILES = [
  '**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx,vue,svelte,css,scss,sass,less}',
  '**/{README,CHANGELOG,CONTRIBUTING}.md',
];

// One pattern. What may stand anywhere stands before its braces: inside them it would miss files in the root of the workspace.
/** The files by which projects are found. */
export const PROJECT_MARKERS = `**/{${[...MIGRATION_FILES, ...CONFIGURATION_FILES, '**/env.py', '**/project.json', '**/package.json']
  .map(glob => glob.replace(/^\*\*\//, ''))
  .join(',')}}`;
