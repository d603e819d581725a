import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { alembic, alembicText, django, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { shell, openStory } from '../testing/example-story.js';
import { expectUntouched } from '../testing/untouched-repository.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
const joined = django('0002_sku + 0002_tax < 0003_merge');

/** A clone of a main that has two leaves. */
const forked = (): GitRepo => gitRepo({ main: [SHOP, { ...sku, ...tax }] }).clone();

/** A clone whose branch has its own `sku` and has brought in main's `tax`. */
function behind(): GitRepo {
  const repo = gitRepo({ main: [SHOP, tax] }).clone();
  repo.commit('feat', sku, { parents: ['main'] });
  repo.checkout('feat');
  return repo;
}

test('leaves that have landed are joined', async () => {
  const repo = forked();
  expect(await oneleaf(repo, ['merge'])).toEqual({
    output: `wrote shop/migrations/0003_merge_0002_sku_0002_tax.py
  shop.0003_merge_0002_sku_0002_tax joins shop.0002_sku (on origin/main) and shop.0002_tax (on origin/main)
`,
    complaint: '',
    exitCode: 0,
  });
  expect((await oneleaf(repo, ['check'])).exitCode).toBe(0);
  expect((await expectUntouched(repo, ['merge'])).output).toBe('no history has leaves to join\n');
});

test('a name is taken, and a number that another branch has is not', async () => {
  const repo = forked();
  repo.commit('other', django('0002_tax < 0003_other'), { parents: ['main'] });
  expect((await expectUntouched(repo, ['merge', 'shop', '--name', 'join', '--dry-run'])).output).toContain(
    `would write shop/migrations/0004_join.py
  shop.0004_join joins shop.0002_sku (on origin/main) and shop.0002_tax (on origin/main)
note  0003_other is on other
`,
  );
});

test('every history with leaves to join gets a migration, or none does', async () => {
  const pay = { 'pay/__init__.py': '', 'pay/migrations/__init__.py': '', ...django('0001_initial', 'pay') };
  const fork = { ...django('0001_initial < 0002_a', 'pay'), ...django('0001_initial < 0002_b', 'pay') };
  const repo = gitRepo({
    main: [
      { ...SHOP, ...pay },
      { ...sku, ...tax },
    ],
  }).clone();
  repo.write(fork);
  const { output, exitCode } = await expectUntouched(repo, ['merge']);
  expect([exitCode, output.match(/^(?:not written|error).*/gm)]).toEqual([
    1,
    ['error  pay has 2 leaves here: pay.0002_a, pay.0002_b', 'not written: shop/migrations/0003_merge_0002_sku_0002_tax.py'],
  ]);
});

describe('nothing is joined', () => {
  test('that is joined on the base already', async () => {
    const origin = gitRepo({ main: [SHOP, { ...sku, ...tax }] });
    const repo = origin.clone();
    origin.commit('main', joined);
    origin.commit('main', django('0003_merge < 0004_more'));
    expect(await oneleaf(repo, ['merge', 'shop', '0002_sku', '0002_tax'])).toEqual({
      output: `error  shop.0003_merge joins these leaves already
  shop/migrations/0003_merge.py   on origin/main
  merge origin/main into this branch first
fix: git pull --no-rebase origin main
`,
      complaint: '',
      exitCode: 1,
    });
    expect((await oneleaf(repo, ['merge', 'shop'])).output).toContain('shop.0003_merge joins these leaves already');
  });

  test('where the own chain belongs behind what has landed, unless its leaves are named', async () => {
    const repo = behind();
    expect(await expectUntouched(repo, ['merge'])).toEqual({
      output: `error  shop has 2 leaves here: shop.0002_sku, shop.0002_tax
  shop/migrations/0002_sku.py   yours
  shop/migrations/0002_tax.py   on origin/main
  put your migrations behind shop.0002_tax
fix: npx oneleaf rebase shop
`,
      complaint: '',
      exitCode: 1,
    });
    expect((await oneleaf(repo, ['merge', 'shop', 'shop.0002_sku', '0002_tax'])).output).toContain(
      'joins shop.0002_sku and shop.0002_tax (on origin/main)',
    );
  });

  test('as long as the other leaf is not here', async () => {
    const repo = gitRepo({ main: [SHOP, tax] }).clone();
    repo.commit('feat', sku, { parents: ['main~1'] });
    repo.checkout('feat');
    expect(await expectUntouched(repo, ['merge'])).toMatchObject({
      output: `error  shop would have 2 leaves after landing: shop.0002_sku, shop.0002_tax
  shop/migrations/0002_sku.py   yours
  shop/migrations/0002_tax.py   on origin/main
  put your migrations behind shop.0002_tax
fix: npx oneleaf rebase shop
`,
      exitCode: 1,
    });
  });

  test.each([
    [['shop', '0002_sku'], 'error  name at least two leaves to join them\n'],
    [['shop', '0002_sku', '0001_initial'], 'error  0001_initial is not a leaf of shop here\n'],
  ])('by %j', async (args, output) => {
    const ended = await expectUntouched(forked(), ['merge', ...args]);
    expect([ended.exitCode, ended.output.startsWith(output)]).toEqual([1, true]);
  });
});

test('two revisions of Alembic', async () => {
  const repo = gitRepo({ main: [PAY, { ...alembic('start < tax'), 'alembic/versions/sku.py': alembicText('sku', ['start']) }] }).clone();
  const { output } = await expectUntouched(repo, ['merge', '--dry-run']);
  expect(output).toContain(
    'would write alembic/versions/c0ffee123456_merge_sku_and_tax.py\n  c0ffee123456 joins sku (on origin/main) and tax (on origin/main)\n',
  );
  expect(output).toContain("down_revision: Union[str, Sequence[str], None] = ('sku', 'tax')\n");
});

describeWithPython('the real frameworks take what merge writes', python => {
  test.each(versions)('%s', async version => {
    const repo = openStory('korrigo');
    repo.git('merge', '--quiet', '--no-edit', '-X', 'ours', 'origin/portail-eleve-auth-ine-dob-acces-6a41');
    repo.git('push', '--quiet', 'origin', 'main');
    expect((await oneleaf(repo, ['merge', 'students'])).exitCode).toBe(0);
    const check = shell(repo, python[version], 'cd backend && python manage.py makemigrations --check --dry-run students');
    expect(check.output).not.toContain('Conflicting migrations');
    const shown = shell(repo, python[version], 'cd backend && python manage.py showmigrations students');
    expect(shown.output).toMatch(/0007_merge_\d{8}_\d{4}/);
  });
});
