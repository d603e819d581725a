import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { branchesOf, predicted } from '../testing/report-digest.js';
import { django, SHOP } from '../testing/migrations.js';
import { NOW, oneleaf } from '../testing/oneleaf.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
const vat = django('0001_initial < 0002_vat');
const CLEAN_SKU = ['clean', 'shop: 0002_sku'];
const DAY = 86_400;

const predict = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['predict', '--format', 'json', ...args]);
const refsOf = async (repo: GitRepo, ...args: string[]) => Object.keys(branchesOf(await predict(repo, ...args)));

describe('release branches', () => {
  /** A fix made for 2.x, whose migration main has as another file; 2.x has a migration that main lacks. */
  const twoLines = (line: string, files: typeof sku = {}) => {
    const repo = gitRepo({ main: [{ ...SHOP, ...files }, tax], [line]: vat });
    repo.commit('fix/price', django('0002_vat < 0003_price'), { parents: [line] });
    return repo;
  };

  test('the line that a branch was made for is inferred, and said so', async () => {
    expect(branchesOf(await predict(twoLines('release/2.x')))).toEqual({
      'refs/heads/fix/price': ['clean, onto refs/heads/release/2.x, inferred', 'shop: 0003_price'],
    });
  });

  test('a line of another name is configured', async () => {
    const configured = { 'oneleaf.json': JSON.stringify({ lines: ['customer-*'] }) };
    expect(branchesOf(await predict(twoLines('customer-a', configured)))).toEqual({
      'refs/heads/fix/price': ['clean, onto refs/heads/customer-a, configured', 'shop: 0003_price'],
    });
    expect(branchesOf(await predict(twoLines('customer-a')))).toEqual({
      'refs/heads/customer-a': ['conflict', 'shop: 0002_tax, 0002_vat (multiple-leaves)'],
      'refs/heads/fix/price': ['conflict', 'shop: 0002_tax, 0003_price (multiple-leaves)'],
    });
  });

  test('the line that is given holds for all', async () => {
    const repo = twoLines('release/2.x');
    const report = predicted(await predict(repo, '--base', 'release/2.x'));
    expect(report.base).toEqual({ ref: 'refs/heads/release/2.x', commit: repo.id('release/2.x') });
    expect(branchesOf(await predict(repo, '--base', 'release/2.x'))).toEqual({
      'refs/heads/fix/price': ['clean', 'shop: 0003_price'],
      'refs/heads/main': ['conflict', 'shop: 0002_tax, 0002_vat (multiple-leaves)'],
    });
  });
});

describe('old branches', () => {
  const repo = () => {
    const built = gitRepo({ main: SHOP });
    built.commit('old', sku, { parents: ['main'], time: NOW - 100 * DAY });
    built.commit('young', sku, { parents: ['main'], time: NOW - 2 * DAY });
    return built;
  };

  test.each([
    [['--since', '90d'], ['refs/heads/young'], 1],
    [[], ['refs/heads/young'], 1],
    [['--since', '24h'], [], 2],
    [['--since', '1y'], ['refs/heads/old', 'refs/heads/young'], 0],
    [['--since', 'all'], ['refs/heads/old', 'refs/heads/young'], 0],
    [['old'], ['refs/heads/old'], 0],
  ])('%p shows %p', async (args, shown, old) => {
    const report = predicted(await predict(repo(), ...args));
    expect(report.branches.map(({ ref }) => ref).sort()).toEqual(shown);
    expect(report.omitted).toEqual({ untouched: 0, landed: 0, old });
  });
});

test('where all are too old, nobody says that none changes a migration', async () => {
  const repo = gitRepo({ main: SHOP });
  repo.commit('old', sku, { parents: ['main'], time: NOW - 100 * DAY });
  expect((await oneleaf(repo, ['predict'])).output.split('\n').slice(1)).toEqual([
    '',
    'not listed: 1 old (--since all shows them)',
    'no branch that is young enough changes a migration',
    '',
  ]);
});

test('what changes no migration and what has landed is counted, not listed', async () => {
  const repo = gitRepo({ main: SHOP, docs: { 'README.md': '' }, squashed: sku });
  repo.commit('main', sku);
  repo.git('branch', 'merged', 'main~1');
  const report = predicted(await predict(repo));
  expect(report.branches).toEqual([]);
  expect(report.omitted).toEqual({ untouched: 1, landed: 2, old: 0 });
});

describe('pull requests', () => {
  const repo = () => {
    const built = gitRepo({ main: [SHOP, tax] });
    const old = { parents: ['main~1'], time: NOW - 200 * DAY };
    for (const number of [1, 2, 3]) built.commit(`refs/pull/${number}/head`, django(`0001_initial < 0002_sku${number}`), old);
    built.git('update-ref', 'refs/pull/2/merge', 'refs/pull/2/head');
    built.commit('feat/sku', sku, { parents: ['main~1'] });
    return built;
  };

  test('open ones come first, however old; closed ones go by age', async () => {
    const shown = predicted(await predict(repo())).branches;
    expect(shown.map(({ ref, open }) => [ref, open])).toEqual([
      ['refs/pull/2/head', true],
      ['refs/heads/feat/sku', undefined],
    ]);
  });

  test('where the forge says nothing of open ones, all go by age', async () => {
    const built = repo();
    built.git('update-ref', '-d', 'refs/pull/2/merge');
    expect(await refsOf(built)).toEqual(['refs/heads/feat/sku']);
    expect(await refsOf(built, '--since', 'all')).toHaveLength(4);
  });
});

describe('which branches', () => {
  /** A clone with one branch of its own, of a repository with two. */
  const clone = () => {
    const built = gitRepo({ main: SHOP, 'feat/sku': sku, 'feat/tax': tax }).clone();
    built.commit('mine', vat, { parents: ['main'] });
    return built;
  };

  test.each([
    [[], ['refs/heads/mine', 'refs/remotes/origin/feat/sku', 'refs/remotes/origin/feat/tax']],
    [['--local'], ['refs/heads/mine']],
    [
      ['--remote', 'origin'],
      ['refs/remotes/origin/feat/sku', 'refs/remotes/origin/feat/tax'],
    ],
    [['origin/feat/*'], ['refs/remotes/origin/feat/sku', 'refs/remotes/origin/feat/tax']],
    [
      ['origin/feat/sku', 'mine'],
      ['refs/heads/mine', 'refs/remotes/origin/feat/sku'],
    ],
    [['main'], ['refs/heads/main']],
  ])('%p are %p', async (args, refs) => {
    expect((await refsOf(clone(), ...args)).sort()).toEqual(refs);
  });

  test('a commit is as good as a name', async () => {
    const repo = clone();
    const id = repo.id('mine');
    expect(branchesOf(await predict(repo, id))).toEqual({ [id]: ['clean', 'shop: 0002_vat'] });
  });

  test('the remote main counts, not a local one that lags behind', async () => {
    const origin = gitRepo({ main: SHOP, 'feat/sku': sku });
    const repo = origin.clone();
    origin.commit('main', tax);
    repo.git('fetch', '--quiet');
    const report = predicted(await predict(repo));
    expect(report.base).toEqual({ ref: 'refs/remotes/origin/main', commit: origin.id('main') });
    expect(report.branches.map(({ ref, verdict }) => [ref, verdict])).toEqual([['refs/remotes/origin/feat/sku', 'conflict']]);
  });

  test('in a fork, main is where upstream is', async () => {
    const upstream = gitRepo({ main: SHOP });
    const repo = upstream.clone();
    upstream.commit('main', tax);
    repo.git('remote', 'add', '-f', 'upstream', `file://${upstream.path}`);
    repo.commit('mine', sku, { parents: ['origin/main'] });
    expect(predicted(await predict(repo)).base).toEqual({ ref: 'refs/remotes/upstream/main', commit: upstream.id('main') });
  });
});

describe('a bare clone', () => {
  test.each(['--bare', '--mirror'])('%s is read without a working tree', async kind => {
    const bare = gitRepo({ main: SHOP, 'feat/sku': sku }).clone(kind);
    const elsewhere = { path: '/', env: bare.env };
    expect(branchesOf(await oneleaf(elsewhere, ['predict', '--format', 'json', '--repo', bare.path]))).toEqual({
      'refs/heads/feat/sku': CLEAN_SKU,
    });
    expect(branchesOf(await predict(bare))).toEqual({ 'refs/heads/feat/sku': CLEAN_SKU });
  });

  test('its configuration is that of its main', async () => {
    const bare = gitRepo({ main: { ...SHOP, 'oneleaf.json': '{"exclude": ["shop"]}' }, 'feat/sku': sku }).clone('--bare');
    expect(branchesOf(await predict(bare))).toEqual({});
  });
});
