import { gitRepo, type GitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { alembic, alembicText, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { findingsOf } from '../testing/report-digest.js';

interface Scene {
  readonly main: RepoFiles;
  readonly mine: RepoFiles;
  /** What main does to the parent. */
  readonly since: RepoFiles;
  readonly parent: string;
  readonly leaf: string;
}

const without = (files: RepoFiles): RepoFiles => Object.fromEntries(Object.keys(files).map(path => [path, null]));
const sku = django('0001_initial < 0002_sku');
const tax = alembic('start < tax');

const scenes: readonly (readonly [string, Scene])[] = [
  [
    'Django: main squashes without replaces',
    {
      main: { ...SHOP, ...sku },
      mine: django('0002_sku < 0003_mine'),
      since: { ...without(sku), 'shop/migrations/0001_initial.py': null, 'shop/migrations/0001_squashed.py': djangoText([], 'all') },
      parent: 'shop.0002_sku',
      leaf: '0001_squashed',
    },
  ],
  [
    'Django: main reverts the parent',
    { main: { ...SHOP, ...sku }, mine: django('0002_sku < 0003_mine'), since: without(sku), parent: 'shop.0002_sku', leaf: '0001_initial' },
  ],
  [
    'Alembic: main begins again with a baseline',
    {
      main: { ...PAY, ...tax },
      mine: alembic('tax < mine'),
      since: { ...without(tax), 'alembic/versions/start.py': null, 'alembic/versions/baseline.py': alembicText('baseline', []) },
      parent: 'tax',
      leaf: 'baseline',
    },
  ],
  [
    'Alembic: main reverts the parent and goes on',
    {
      main: { ...PAY, ...tax },
      mine: alembic('tax < mine'),
      since: { ...without(tax), ...alembic('start < other') },
      parent: 'tax',
      leaf: 'other',
    },
  ],
];

function branchOf({ main, mine, since }: Scene): GitRepo {
  const repo = gitRepo({ main });
  repo.commit('feat', mine, { parents: ['main'] });
  repo.commit('main', since, { parents: ['main'] });
  repo.checkout('feat');
  return repo;
}

describe.each(scenes)('%s', (_, scene) => {
  test.each([
    ['before main is merged', (repo: GitRepo) => repo],
    ['after main is merged', (repo: GitRepo) => (repo.git('merge', '-q', 'main'), repo)],
  ])('%s, the chain goes behind the new leaf, and the report says what main did', async (_when, prepare) => {
    const repo = prepare(branchOf(scene));
    const { output, exitCode } = await oneleaf(repo, ['rebase', '--onto', 'main']);
    expect([exitCode, output]).toEqual([0, expect.stringContaining(`main has deleted ${scene.parent}: check that`)]);
    expect(output).toContain(`on ${scene.leaf} instead of`);
    repo.git('add', '-A');
    repo.git('commit', '-qm', 'rebased');
    repo.git('merge', '-q', 'main');
    expect(findingsOf(await oneleaf(repo, ['check', '--base', 'main', '--format', 'json']))).toEqual([]);
  });
});

test('a parent that nobody ever had is left to people', async () => {
  const repo = gitRepo({ main: { ...SHOP, ...sku } });
  repo.commit('feat', django('0002_lost < 0003_mine'), { parents: ['main'] });
  repo.checkout('feat');
  const { output, exitCode } = await oneleaf(repo, ['rebase', '--onto', 'main']);
  expect([exitCode, output]).toEqual([1, expect.stringContaining('no file of shop is called shop.0002_lost')]);
});
