import { gitRepo, type GitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { alembicText, djangoText, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { branchesOf, checked } from '../testing/report-digest.js';

const initial = djangoText([], 'first');
const onInitial = (field: string): string => djangoText([['dojo', '0001_initial']], field);
const dojo = (folder: string): RepoFiles => ({
  'manage.py': 'import django\n',
  'dojo/__init__.py': '',
  [`dojo/${folder}/__init__.py`]: '',
  [`dojo/${folder}/0001_initial.py`]: initial,
});

const revision = (folder: string, id: string, parents: readonly string[] = []): RepoFiles => ({
  [`${folder}/${id}.py`]: alembicText(id, parents),
});
const scripts = (folder: string): RepoFiles => ({
  [`${folder}/env.py`]: 'from alembic import context\n',
  [`${folder}/script.py.mako`]: '',
});

interface Scene {
  readonly main: RepoFiles;
  readonly branch: RepoFiles;
  readonly rival: RepoFiles;
  readonly folder: string;
}

const condition = `if os.environ.get('DOJO'):\n    MIGRATION_MODULES = {'dojo': 'dojo.db_migrations'}\n`;
const either = `if DEBUG:\n    MIGRATION_MODULES = {'dojo': 'dojo.nowhere'}\nelse:\n    MIGRATION_MODULES = {'dojo': 'dojo.changes'}\n`;

const scenes: readonly (readonly [string, Scene])[] = [
  ...(
    [
      ['a folder that no setting names', 'db_migrations', {}],
      ['a folder that a setting names inside an if', 'db_migrations', { 'dojo/settings.py': condition }],
      ['a folder that the other arm of the settings names', 'changes', { 'dojo/settings.py': either }],
    ] as const
  ).map(
    ([name, folder, settings]) =>
      [
        `Django: ${name}`,
        {
          main: { ...dojo(folder), ...settings },
          branch: { [`dojo/${folder}/0002_a.py`]: onInitial('a') },
          rival: { [`dojo/${folder}/0002_b.py`]: onInitial('b') },
          folder: `dojo/${folder}`,
        },
      ] as const,
  ),
  ...(
    [
      ['version locations that a program sets', 'pkg/db', 'pkg/db/revs'],
      ['revisions far from env.py', 'tools/alchemy', 'pkg/changes'],
    ] as const
  ).map(
    ([name, script, folder]) =>
      [
        `Alembic: ${name}`,
        {
          main: { ...scripts(script), ...revision(folder, 'a1') },
          branch: revision(folder, 'b1', ['a1']),
          rival: revision(folder, 'c1', ['a1']),
          folder,
        },
      ] as const,
  ),
  [
    'Alembic: a folder that only the names of its files give away',
    {
      main: { 'pkg/revs/ae1027a6acf0_first.py': alembicText('ae1027a6acf0', []) },
      branch: { 'pkg/revs/be1027a6acf0_b.py': alembicText('be1027a6acf0', ['ae1027a6acf0']) },
      rival: { 'pkg/revs/ce1027a6acf0_c.py': alembicText('ce1027a6acf0', ['ae1027a6acf0']) },
      folder: 'pkg/revs',
    },
  ],
];

const predict = (repo: GitRepo) => oneleaf(repo, ['predict', '--local', '--since', 'all', '--format', 'json']);

describe.each(scenes)('%s', (_, { main, branch, rival, folder }) => {
  test('is a history', async () => {
    const repo = gitRepo({ main });
    const { histories } = checked(await oneleaf(repo, ['check', '--format', 'json']));
    expect(histories.map(one => one.folder)).toEqual([folder]);
  });

  test('gets a second leaf from a branch', async () => {
    const repo = gitRepo({ main });
    repo.commit('feat', branch, { parents: ['main'] });
    repo.commit('main', rival, { parents: ['main'] });
    expect(branchesOf(await predict(repo))['refs/heads/feat']?.[0]).toBe('conflict');
  });
});

test('a branch that brings the first migration of an unknown folder is unknown, with the lines that declare it', async () => {
  const repo = gitRepo({ main: SHOP });
  repo.commit('feat', { 'till/db_changes/__init__.py': '', 'till/db_changes/0001_initial.py': initial }, { parents: ['main'] });
  const [verdict, reason = ''] = branchesOf(await predict(repo))['refs/heads/feat'] ?? [];
  expect(verdict).toBe('unknown');
  const [entry = ''] = /\{.*\}/.exec(reason) ?? [];
  expect(JSON.parse(entry)).toEqual({ folder: 'till/db_changes', framework: 'django' });
  repo.write({ 'oneleaf.json': `{ "histories": [${entry}] }` });
  expect(branchesOf(await predict(repo))['refs/heads/feat']?.[0]).toBe('clean');
});

test.each([
  ['a copy beside the usual folder of an app', { 'shop/old_migrations/__init__.py': '', 'shop/old_migrations/0001_initial.py': initial }],
  ['fixtures of tests', { 'tests/broken/__init__.py': '', 'tests/broken/0001_initial.py': initial }],
  ['a folder that is no package', { 'notes/0001_initial.py': initial }],
  ['numbered files of another kind', { 'jobs/__init__.py': '', 'jobs/0001_load.py': 'def run():\n    pass\n' }],
])('%s is no history', async (_, files) => {
  const { histories } = checked(await oneleaf(gitRepo({ main: { ...SHOP, ...files } }), ['check', '--format', 'json']));
  expect(histories.map(({ folder }) => folder)).toEqual(['shop/migrations']);
});

describe('nothing found at all', () => {
  const empty = (files: RepoFiles = {}): GitRepo => {
    const repo = gitRepo({ main: { 'README.md': '', ...files } });
    repo.commit('feat', { 'more.md': '' }, { parents: ['main'] });
    return repo;
  };

  test.each([[['check']], [['predict', '--local', '--since', 'all']]])('%j has no verdict, and says what to do', async args => {
    const { output, exitCode } = await oneleaf(empty(), args);
    expect([exitCode, output]).toEqual([3, expect.stringContaining('write "histories": [] there')]);
  });

  test.each([[['check']], [['predict', '--local', '--since', 'all']]])('%j passes where oneleaf.json says so', async args => {
    const { output, exitCode } = await oneleaf(empty({ 'oneleaf.json': '{ "histories": [] }' }), args);
    expect([exitCode, output]).toEqual([0, expect.not.stringContaining('oneleaf.json')]);
  });

  test('a commit passes', async () => {
    expect((await oneleaf(empty(), ['check', '--staged'])).exitCode).toBe(0);
  });
});
