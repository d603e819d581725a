import { gitRepo } from '@oneleaf/git/testing';
import { branchesOf } from '../testing/report-digest.js';
import { alembic, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf, type SpecFolder } from '../testing/oneleaf.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
const merge = django('0002_sku + 0002_tax < 0003_merge');
const moved = { 'shop/migrations/0002_sku.py': null, ...django('0002_tax < 0003_sku') };
const feat = 'refs/heads/feat/sku';

async function predict(repo: SpecFolder, ...args: string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  return branchesOf(await oneleaf(repo, ['predict', '--format', 'json', ...args]));
}

test('a branch that forks, one that does not, one without migrations', async () => {
  const pay = { 'pay/__init__.py': '', 'pay/migrations/__init__.py': '', ...django('0001_initial', 'pay') };
  const repo = gitRepo({ main: [SHOP, tax], 'feat/sku': sku, 'feat/pay': pay, docs: { 'README.md': '' } });
  expect(await predict(repo)).toEqual({
    [feat]: ['conflict', 'shop: 0002_sku, 0002_tax (multiple-leaves)'],
    'refs/heads/feat/pay': ['clean', 'pay: 0001_initial'],
  });
});

test('a branch forks Alembic revisions, another stands on the new leaf', async () => {
  const repo = gitRepo({ main: [PAY, alembic('start < tax')], 'feat/fee': alembic('start < fee') });
  repo.commit('feat/on-top', alembic('tax < vat'), { parents: ['main'] });
  expect(await predict(repo)).toEqual({
    'refs/heads/feat/fee': ['conflict', 'alembic/versions: fee, tax (multiple-leaves)'],
    'refs/heads/feat/on-top': ['clean', 'alembic/versions: vat'],
  });
});

describe('a branch that has main merged into it', () => {
  const withMain = (files: typeof sku) => {
    const repo = gitRepo({ main: [SHOP, tax], 'feat/sku': sku });
    repo.commit('feat/sku', { ...tax, ...files }, { parents: ['feat/sku', 'main'] });
    return repo;
  };

  test('and nothing else still forks', async () => {
    expect(await predict(withMain({}))).toEqual({
      [feat]: ['conflict', 'shop: 0002_sku, 0002_tax (multiple-leaves)'],
    });
  });

  test('with a merge migration lands', async () => {
    expect(await predict(withMain(merge))).toEqual({ [feat]: ['clean', 'shop: 0003_merge'] });
  });

  test('with a merge migration that main has outrun forks again', async () => {
    const repo = withMain(merge);
    repo.commit('main', django('0002_tax < 0003_vat'));
    expect(await predict(repo)).toEqual({
      [feat]: ['conflict', 'shop: 0003_merge, 0003_vat (multiple-leaves)'],
    });
  });

  test('and its migration renumbered afterwards lands', async () => {
    const repo = withMain({});
    repo.commit('feat/sku', moved);
    expect(await predict(repo)).toEqual({ [feat]: ['clean', 'shop: 0003_sku'] });
  });

  test('and its migration renumbered inside that merge lands, with a warning: a plain rebase would bring the old file back', async () => {
    expect(await predict(withMain(moved))).toEqual({ [feat]: ['clean', 'shop: 0003_sku (rebase-brings-back)'] });
  });
});

describe('renumbered inside a merge commit', () => {
  const repoWith = (files: typeof sku) => {
    const repo = gitRepo({ main: [{ ...SHOP, ...files }, tax], 'feat/sku': sku });
    repo.commit('feat/sku', { ...tax, ...moved }, { parents: ['feat/sku', 'main'] });
    return repo;
  };

  test('is reported to the person who reads, though the branch is clean', async () => {
    const repo = repoWith({});
    expect((await oneleaf(repo, ['predict'])).output).toBe(`Landing on main (${repo.id('main').slice(0, 7)})

clean     feat/sku  23 hours ago
  warning rebase-brings-back  a plain git rebase would bring back shop/migrations/0002_sku.py, which a merge commit removed
  fix: land the branch by a merge or a squash merge, or remove the file in a separate commit

1 clean
`);
  });

  test('can be switched off', async () => {
    const repo = repoWith({ 'oneleaf.json': '{ "rules": { "rebase-brings-back": "off" } }' });
    expect(await predict(repo)).toEqual({ [feat]: ['clean', 'shop: 0003_sku'] });
  });
});

describe('renamed files', () => {
  test('the branch renames its own migration', async () => {
    const repo = gitRepo({ main: [SHOP, tax], 'feat/sku': [sku, moved] });
    expect(await predict(repo)).toEqual({ [feat]: ['clean', 'shop: 0003_sku'] });
  });

  test('the branch renames a landed migration on which main has built since', async () => {
    const renamed = {
      'shop/migrations/0002_tax.py': null,
      'shop/migrations/0002_vat.py': djangoText([['shop', '0001_initial']], '0002_tax'),
    };
    const repo = gitRepo({ main: [{ ...SHOP, ...tax }, django('0002_tax < 0003_fee')], 'feat/sku': renamed });
    expect(await predict(repo)).toEqual({
      [feat]: [
        'broken',
        'shop: 0002_vat, 0003_fee (missing-parent, deleted-landed)',
        '0003_fee refers to shop.0002_tax, which no file carries',
      ],
    });
  });

  test('main renames the folder that the branch adds to: git asks where the file belongs', async () => {
    const shop = Object.entries(SHOP).filter(([path]) => path.startsWith('shop/'));
    const away = Object.fromEntries(shop.map(([path]) => [path, null]));
    const store = Object.fromEntries(shop.map(([path, text]) => [path.replace('shop/', 'store/'), text]));
    const label = "from django.apps import AppConfig\n\n\nclass StoreConfig(AppConfig):\n    name = 'store'\n    label = 'shop'\n";
    const repo = gitRepo({ main: [SHOP, { ...away, ...store, 'store/apps.py': label }], 'feat/sku': sku });
    expect(await predict(repo)).toEqual({
      [feat]: ['broken', 'shop: 0002_sku (text-conflict)', 'git stops at store/migrations/0002_sku.py: one side renamed it, or its folder'],
    });
  });
});

describe('what lies on main already', () => {
  test.each([
    ['squash-merged', [tax, sku], 'all its changes of migrations are on the base'],
    ['squash-merged, with main built on it since', [sku, django('0002_sku < 0003_fee')], 'all its changes of migrations are on the base'],
  ])('a branch that was %s is landed', async (_, later, reason) => {
    const repo = gitRepo({ main: [SHOP, ...later], 'feat/sku': sku });
    expect(await predict(repo)).toEqual({});
    expect(await predict(repo, 'feat/sku')).toEqual({ [feat]: ['landed', reason] });
  });

  test('a branch that was merged is landed', async () => {
    const repo = gitRepo({ main: SHOP, 'feat/sku': sku });
    repo.commit('main', sku, { parents: ['main', 'feat/sku'] });
    expect(await predict(repo)).toEqual({});
    expect(await predict(repo, 'feat/sku')).toEqual({ [feat]: ['landed', 'all its commits are on the base'] });
  });

  test('a branch that was squash-merged and edited on main since is landed', async () => {
    const edited = { 'shop/migrations/0002_sku.py': djangoText([['shop', '0001_initial']], 'sku') };
    const repo = gitRepo({ main: [SHOP, sku, edited], 'feat/sku': sku });
    expect(await predict(repo, 'feat/sku')).toEqual({ [feat]: ['landed', 'all its changes of migrations are on the base'] });
  });

  test('another migration of the same name is not', async () => {
    const other = { 'shop/migrations/0002_sku.py': djangoText([['shop', '0001_initial']], 'other') };
    const repo = gitRepo({ main: [SHOP, other], 'feat/sku': sku });
    expect(await predict(repo)).toEqual({
      [feat]: ['broken', 'shop: 0002_sku (text-conflict)', 'git stops at shop/migrations/0002_sku.py: both sides added it'],
    });
  });

  test('a picked commit is no rework, what came after it is', async () => {
    const repo = gitRepo({ main: [SHOP, sku, django('0002_sku < 0003_vat')], 'feat/sku': [sku, django('0002_sku < 0003_fee')] });
    expect(await predict(repo)).toEqual({ [feat]: ['conflict', 'shop: 0003_fee, 0003_vat (multiple-leaves)'] });
  });
});

describe('both sides change one migration', () => {
  const edited = (head: string, tail: string) => ({
    'shop/migrations/0001_initial.py': `# ${head}\n${djangoText([], '0001_initial')}\n\n# ${tail}\n`,
  });

  test('apart from each other: git merges the file', async () => {
    const repo = gitRepo({ main: [{ ...SHOP, ...edited('', '') }, edited('main', '')], 'feat/sku': { ...sku, ...edited('', 'feat') } });
    expect(await predict(repo)).toEqual({ [feat]: ['clean', 'shop: 0002_sku (edited-landed)'] });
  });

  test('in the same line: git stops there, whatever else the branch does', async () => {
    const repo = gitRepo({
      main: [
        { ...SHOP, ...edited('', '') },
        { ...tax, ...edited('main', '') },
      ],
      'feat/sku': { ...sku, ...edited('feat', '') },
    });
    expect(await predict(repo)).toEqual({
      [feat]: [
        'broken',
        'shop: 0002_sku, 0002_tax (text-conflict, multiple-leaves)',
        'git stops at shop/migrations/0001_initial.py: both sides changed it',
      ],
    });
  });

  test('and nothing else: git stops there', async () => {
    const repo = gitRepo({ main: [{ ...SHOP, ...edited('', '') }, edited('main', '')], 'feat/sku': edited('feat', '') });
    expect(await predict(repo)).toEqual({
      [feat]: ['broken', 'shop: 0001_initial (text-conflict)', 'git stops at shop/migrations/0001_initial.py: both sides changed it'],
    });
  });
});

test('several merge bases: git merges the bases first', async () => {
  const repo = gitRepo({ main: SHOP, 'feat/sku': { 'shop/models.py': 'feat\n' } });
  const [left, right] = [repo.commit('main', tax), repo.id('feat/sku')];
  repo.commit('main', { 'shop/models.py': 'feat\n' }, { parents: [left, right] });
  repo.commit('feat/sku', tax, { parents: [right, left] });
  expect(repo.git('merge-base', '--all', 'main', 'feat/sku').split('\n').sort()).toEqual([left, right].sort());
  repo.commit('main', django('0002_tax < 0003_vat'));
  repo.commit('feat/sku', django('0002_tax < 0003_fee'));
  expect(await predict(repo)).toEqual({ [feat]: ['conflict', 'shop: 0003_fee, 0003_vat (multiple-leaves)'] });
});

test('a branch without a common history is unknown, and only an error when it was asked for', async () => {
  const repo = gitRepo({ main: SHOP });
  repo.commit('feat/sku', { ...SHOP, ...sku }, { parents: [] });
  const all = await oneleaf(repo, ['predict', '--format', 'json']);
  expect(branchesOf(all)).toEqual({ [feat]: ['unknown', 'it has no common commit with the base'] });
  expect(all.exitCode).toBe(0);
  expect((await oneleaf(repo, ['predict', 'feat/sku'])).exitCode).toBe(3);
});
