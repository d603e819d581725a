import type { RebaseReport } from '@oneleaf/core';
import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { alembic, alembicText, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { findingsOf } from '../testing/report-digest.js';

const feat = 'feat/sku';

/** A branch that is checked out, and a main that has moved on since. */
function forked(start: RepoFiles, landed: RepoFiles, ...mine: readonly RepoFiles[]): GitRepo {
  const repo = gitRepo({ main: [start, landed], [feat]: mine });
  repo.checkout(feat);
  return repo;
}

async function planned(repo: GitRepo, ...args: readonly string[]): Promise<RebaseReport> {
  return JSON.parse((await oneleaf(repo, ['rebase', '--format', 'json', ...args])).output) as RebaseReport;
}

/** Files that git sees changed, renames as one. */
function status(repo: GitRepo): readonly string[] {
  return repo
    .git('status', '--porcelain')
    .split('\n')
    .filter(line => line !== '');
}

const text = (repo: GitRepo, path: string): string => repo.run(['show', `:${path}`]).toString();
const shop = (name: string): string => `shop/migrations/${name}.py`;
const versions = (name: string): string => `alembic/versions/${name}.py`;

/** What merging main gives then: the findings of the whole tree. */
async function merged(repo: GitRepo): Promise<readonly string[]> {
  repo.git('commit', '--quiet', '--all', '--message=Rebase');
  repo.git('merge', '--quiet', '--no-edit', 'main');
  return findingsOf(await oneleaf(repo, ['check', '--format', 'json']));
}

test('a chain goes behind what has landed, and the report says why', async () => {
  const repo = forked(SHOP, django('0001_initial < 0002_tax'), django('0001_initial < 0002_sku < 0003_label'));
  const { output, exitCode } = await oneleaf(repo, ['rebase']);
  expect(output.replace(/[0-9a-f]{7}, by/, 'COMMIT, by'))
    .toBe(`shop: 2 migrations go behind 0002_tax (on main since COMMIT, by Ada Leaf, 23 hours ago)
  0002_sku -> 0003_sku       on 0002_tax instead of 0001_initial
  0003_label -> 0004_label
note  shop.0002_tax is on main and not in this branch yet: until it is, shop cannot be loaded here

2 files written, 2 under another name
take it back with: npx oneleaf rebase --abort

run next, in this order:
  git add -- ${shop('0003_sku')} ${shop('0004_label')}
  git commit -m 'Put migrations of shop behind main' -- ${shop('0003_sku')} ${shop('0004_label')} ${shop('0002_sku')} ${shop('0003_label')}
  git merge --autostash main
`);
  expect(exitCode).toBe(0);
  expect(status(repo)).toEqual([`R  ${shop('0002_sku')} -> ${shop('0003_sku')}`, `R  ${shop('0003_label')} -> ${shop('0004_label')}`]);
  expect(text(repo, shop('0004_label'))).toBe(djangoText([['shop', '0003_sku']], '0003_label'));
  expect(await merged(repo)).toEqual([]);
});

test('nothing is left to do the second time', async () => {
  const repo = forked(SHOP, django('0001_initial < 0002_tax'), django('0001_initial < 0002_sku'));
  await oneleaf(repo, ['rebase']);
  const before = status(repo);
  expect(await oneleaf(repo, ['rebase'])).toEqual({
    output: `nothing to put behind main: no history would fork

run next, in this order:
  git add -- ${shop('0003_sku')}
  git commit -m 'Put migrations of shop behind main' -- ${shop('0003_sku')} ${shop('0002_sku')}
  git merge --autostash main
`,
    complaint: '',
    exitCode: 0,
  });
  expect(status(repo)).toEqual(before);
});

test('a plan writes nothing', async () => {
  const repo = forked(SHOP, django('0001_initial < 0002_tax'), django('0001_initial < 0002_sku'));
  const { state, changes, edits } = await planned(repo, '--dry-run');
  expect([state, status(repo)]).toEqual(['planned', []]);
  expect(changes.map(({ path }) => path)).toEqual([shop('0002_sku'), shop('0003_sku')]);
  expect(edits).toEqual([
    {
      path: shop('0002_sku'),
      line: 5,
      before: "dependencies = [('shop', '0001_initial')]",
      after: "dependencies = [('shop', '0002_tax')]",
    },
  ]);
});

describe('what breaks the peers', () => {
  test('a chain after git merge keeps both of its links', async () => {
    const repo = forked(SHOP, django('0001_initial < 0002_m'), django('0001_initial < 0002_b1 < 0003_b2'));
    repo.git('merge', '--quiet', '--no-edit', 'main');
    await oneleaf(repo, ['rebase']);
    expect([text(repo, shop('0003_b1')), text(repo, shop('0004_b2'))]).toEqual([
      djangoText([['shop', '0002_m']], '0002_b1'),
      djangoText([['shop', '0003_b1']], '0003_b2'),
    ]);
    expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
  });

  test('several apps at once, in two frameworks', async () => {
    const start = { ...SHOP, ...PAY, 'pay/__init__.py': '', 'pay/migrations/__init__.py': '', ...django('0001_initial', 'pay') };
    const landed = { ...django('0001_initial < 0002_tax'), ...django('0001_initial < 0002_fee', 'pay'), ...alembic('start < theirs') };
    const mine = { ...django('0001_initial < 0002_sku'), ...django('0001_initial < 0002_rate', 'pay'), ...alembic('start < mine') };
    const repo = forked(start, landed, mine);
    const { rebased } = await planned(repo);
    expect(rebased.map(({ history, moved }) => [history, ...moved.map(({ name }) => name)])).toEqual([
      ['alembic/versions', 'mine'],
      ['pay', '0003_rate'],
      ['shop', '0003_sku'],
    ]);
    expect(await merged(repo)).toEqual([]);
  });

  test("other apps' references follow", async () => {
    const pay = (dependencies: readonly (readonly [string, string])[], more: string): RepoFiles => ({
      'pay/__init__.py': '',
      'pay/migrations/__init__.py': '',
      'pay/migrations/0001_initial.py': djangoText(dependencies, 'fee').replace('    operations', `${more}    operations`),
    });
    const repo = forked(SHOP, django('0001_initial < 0002_tax'), {
      ...django('0001_initial < 0002_sku < 0003_label'),
      ...pay([['shop', '0002_sku']], "    run_before = [('shop', '0003_label')]\n"),
    });
    await oneleaf(repo, ['rebase']);
    expect(text(repo, 'pay/migrations/0001_initial.py')).toBe(
      djangoText([['shop', '0003_sku']], 'fee').replace('    operations', "    run_before = [('shop', '0004_label')]\n    operations"),
    );
    expect(await merged(repo)).toEqual([]);
  });

  test('a body that holds the old number stays as it is', async () => {
    const body = `${djangoText([['shop', '0001_initial']], 'sku')}\n# see 0002_sku and ('shop', '0001_initial')\nNOTE = "0002_sku"\n`;
    const repo = forked(SHOP, django('0001_initial < 0002_tax'), { [shop('0002_sku')]: body });
    await oneleaf(repo, ['rebase']);
    expect(text(repo, shop('0003_sku'))).toBe(body.replace("[('shop', '0001_initial')]", "[('shop', '0002_tax')]"));
  });
});

test('tests and documents say the new name where they can only mean it, and the rest is reported', async () => {
  const test = (name: string): string => `class TestSku(MigrationTest):\n    app = "shop"\n    migrate_to = "${name}"\n`;
  const repo = forked(SHOP, django('0001_initial < 0002_tax'), {
    ...django('0001_initial < 0002_sku'),
    'tests/test_sku.py': test('0002_sku'),
    'README.md': 'Run `python manage.py migrate shop 0002` before.\n',
    'notes/dirty.md': 'see shop/migrations/0002_sku.py\n',
  });
  repo.write({ 'notes/dirty.md': 'see shop/migrations/0002_sku.py!\n' });
  const { mentions, edits } = await planned(repo);
  expect(text(repo, 'tests/test_sku.py')).toBe(test('0003_sku'));
  expect(edits.at(-1)).toEqual({ path: 'tests/test_sku.py', line: 3, before: 'migrate_to = "0002_sku"', after: 'migrate_to = "0003_sku"' });
  expect(mentions).toEqual([
    {
      path: 'README.md',
      line: 1,
      text: 'Run `python manage.py migrate shop 0002` before.',
      reason: 'only its number, which may belong to another migration afterwards: 0002_sku is 0003_sku now',
    },
    {
      path: 'notes/dirty.md',
      line: 1,
      text: 'see shop/migrations/0002_sku.py!',
      reason: 'the file has changes that are not committed: see shop/migrations/0003_sku.py!',
    },
  ]);
});

test('a test of a migration starts from its new parent, and the test of a merge that goes away is reported', async () => {
  const test = (from: string, to: string): string =>
    `class TestSku(MigrationTest):\n    migrate_from = "${from}"\n    migrate_to = "${to}"\n`;
  const merge = 'from importlib import import_module\n\nimport_module("shop.migrations.0003_merge")\n';
  const parents = ['0002_sku', '0002_tax'].map(name => ['shop', name] as const);
  const repo = forked(SHOP, django('0001_initial < 0002_tax < 0003_price'), {
    ...django('0001_initial < 0002_sku + 0002_tax'),
    [shop('0003_merge')]: djangoText(parents, '').replace(/operations = .*/, 'operations = []'),
    'tests/test_sku.py': test('0001_initial', '0002_sku'),
    'tests/test_shop.py': merge,
  });
  const { mentions } = await planned(repo);
  expect(text(repo, 'tests/test_sku.py')).toBe(test('0003_price', '0004_sku'));
  expect(mentions).toEqual([
    {
      path: 'tests/test_shop.py',
      line: 3,
      text: 'import_module("shop.migrations.0003_merge")',
      reason: 'it is removed: 0003_merge is dropped, 0004_sku replaces it',
    },
  ]);
});

describe('Alembic', () => {
  test('ids that are counted go on, with their files; hashes stay', async () => {
    const start = { ...PAY, [versions('start')]: null, ...alembic('001_start') };
    const counted = forked(start, alembic('001_start < 002_tax'), alembic('001_start < 002_sku < 003_label'));
    expect((await planned(counted)).rebased.flatMap(({ moved }) => moved.map(({ path }) => path))).toEqual([
      versions('003_sku'),
      versions('004_label'),
    ]);
    expect(await merged(counted)).toEqual([]);
    const hashed = forked(PAY, alembic('start < ab12'), alembic('start < cd34'));
    expect((await planned(hashed)).changes).toEqual([{ path: versions('cd34'), text: alembicText('cd34', ['ab12']) }]);
    expect(await merged(hashed)).toEqual([]);
  });

  test('an id that something else has landed under becomes another', async () => {
    const file = (id: string, parent: string): string => alembicText(id, [parent]);
    const repo = forked(
      PAY,
      { [versions('ab12_tax')]: file('ab12', 'start') },
      { [versions('ab12_sku')]: file('ab12', 'start'), [versions('cd34_label')]: file('cd34', 'ab12') },
    );
    const { changes } = await planned(repo);
    expect(changes.map(({ path }) => path)).toEqual([versions('ab12_sku'), versions('c0ffee123456_sku'), versions('cd34_label')]);
    expect(changes[2]?.text).toBe(file('cd34', 'c0ffee123456'));
    expect(await merged(repo)).toEqual([]);
  });
});

describe('is left to people', () => {
  test('what has been released from the branch', async () => {
    const repo = forked(SHOP, django('0001_initial < 0002_tax'), django('0001_initial < 0002_sku'));
    repo.git('tag', 'v2.3');
    repo.git('tag', 'backup');
    const { output, exitCode } = await oneleaf(repo, ['rebase']);
    expect(output).toBe(`error  both sides of shop are released: shop.0002_sku, shop.0002_tax
  ${shop('0002_sku')}   released with v2.3
  join them, because released migrations are not rewritten
fix: npx oneleaf merge shop 0002_sku 0002_tax
`);
    expect([exitCode, status(repo)]).toEqual([1, []]);
  });

  test('a name that a constant holds, and the other app goes on', async () => {
    const constant = djangoText([['shop', '0001_initial']], 'sku')
      .replace("'0001_initial'", 'START')
      .replace('\n\n\n', "\n\nSTART = '0001_initial'\n\n");
    const start = { ...SHOP, 'pay/__init__.py': '', 'pay/migrations/__init__.py': '', ...django('0001_initial', 'pay') };
    const landed = { ...django('0001_initial < 0002_tax'), ...django('0001_initial < 0002_fee', 'pay') };
    const repo = forked(start, landed, { [shop('0002_sku')]: constant, ...django('0001_initial < 0002_rate', 'pay') });
    const { rebased } = await planned(repo);
    expect(rebased.map(({ history, refusal }) => [history, refusal?.message])).toEqual([
      ['pay', undefined],
      ['shop', 'shop.0002_sku has to be edited by hand: its name is in a constant, in line 3'],
    ]);
    expect(status(repo)).toEqual(['R  pay/migrations/0002_rate.py -> pay/migrations/0003_rate.py']);
  });

  test('a fork by what had landed and stands elsewhere on the branch', async () => {
    const start = { ...SHOP, ...django('0001_initial < 0002_tax') };
    const repo = forked(start, { 'README.md': '' }, { [shop('0002_tax')]: djangoText([], '0002_tax') });
    const { output, exitCode } = await oneleaf(repo, ['rebase']);
    expect(output).toBe(`error  shop would still have 2 leaves: shop.0001_initial, shop.0002_tax
  ${shop('0002_tax')}   has landed, but its parent in this branch is nothing
  restore the landed files
fix: git checkout main -- ${shop('0002_tax')}
`);
    expect([exitCode, status(repo)]).toEqual([1, []]);
  });

  test('a chain that the branch has put below what had landed', async () => {
    const inserted = { ...django('0001_initial < 0002_sku'), [shop('0002_tax')]: djangoText([['shop', '0002_sku']], '0002_tax') };
    const repo = forked({ ...SHOP, ...django('0001_initial < 0002_tax') }, django('0002_tax < 0003_rate'), inserted);
    const [one] = (await planned(repo)).rebased;
    expect(one?.refusal?.message).toBe('shop cannot be relinked: shop would still have 2 leaves: shop.0001_initial, shop.0004_sku');
    expect(one?.refusal?.related).toEqual([
      { path: shop('0002_tax'), message: 'has landed, but its parent in this branch is shop.0002_sku' },
    ]);
  });

  test('an order that would go round in a circle', async () => {
    const before = djangoText([['shop', '0001_initial']], 'sku').replace(
      '    operations',
      "    run_before = [('pay', '0001_initial')]\n    operations",
    );
    const start = { ...SHOP, 'pay/__init__.py': '', 'pay/migrations/__init__.py': '', ...django('0001_initial', 'pay') };
    const landed = {
      [shop('0002_tax')]: djangoText(
        [
          ['shop', '0001_initial'],
          ['pay', '0001_initial'],
        ],
        'tax',
      ),
    };
    const repo = forked(start, landed, { [shop('0002_sku')]: before });
    const { rebased } = await planned(repo);
    expect(rebased.map(({ refusal }) => refusal?.message)).toEqual([
      'shop cannot be relinked: pay.0001_initial, shop.0002_tax, shop.0003_sku would wait for each other',
    ]);
    expect(status(repo)).toEqual([]);
  });
});
