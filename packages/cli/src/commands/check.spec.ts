import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { checked, findingsOf } from '../testing/report-digest.js';
import { alembic, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
const FORK = ['error multiple-leaves shop'];

const check = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['check', '--format', 'json', ...args]);
const leavesOf = (ended: Awaited<ReturnType<typeof check>>) => checked(ended).histories.map(({ history, leaves }) => [history, ...leaves]);

test('a healthy tree', async () => {
  const repo = gitRepo({ main: [{ ...SHOP, ...PAY }, sku] });
  const ended = await check(repo);
  expect(checked(ended)).toEqual({
    schema: 1,
    command: 'check',
    ref: 'working tree',
    commit: null,
    histories: [
      {
        history: 'alembic/versions',
        framework: 'alembic',
        folder: 'alembic/versions',
        migrations: 1,
        leaves: ['start'],
        roots: ['start'],
        undecided: [],
      },
      {
        history: 'shop',
        framework: 'django',
        folder: 'shop/migrations',
        migrations: 2,
        leaves: ['0002_sku'],
        roots: ['0001_initial'],
        undecided: [],
      },
    ],
    findings: [],
  });
  expect(ended.exitCode).toBe(0);
  expect(await oneleaf(repo, ['check'])).toEqual({ output: '2 histories, 3 migrations, no finding\n', complaint: '', exitCode: 0 });
});

test('a fork, as a person reads it', async () => {
  expect(await oneleaf(gitRepo({ main: { ...SHOP, ...sku, ...tax } }), ['check'])).toEqual({
    output: `error multiple-leaves  shop has 2 leaves: 0002_sku, 0002_tax
  shop/migrations/0002_sku.py   a leaf
  shop/migrations/0002_tax.py   a leaf
  join them
fix: npx oneleaf merge shop

1 error in shop
`,
    complaint: '',
    exitCode: 1,
  });
});

describe('the working tree', () => {
  test.each([
    [
      'an untracked file counts',
      (repo: GitRepo) => {
        repo.write(tax);
      },
      FORK,
    ],
    [
      'a staged file counts',
      (repo: GitRepo) => {
        repo.write(tax);
        repo.git('add', '.');
      },
      FORK,
    ],
    [
      'an ignored file does not',
      (repo: GitRepo) => {
        repo.write({ ...tax, '.gitignore': '*_tax.py\n' });
      },
      [],
    ],
    [
      'a deleted file does not',
      (repo: GitRepo) => {
        repo.write({ ...tax, 'shop/migrations/0002_sku.py': null });
      },
      ['warning deleted-landed shop'],
    ],
    [
      'an edit counts',
      (repo: GitRepo) => {
        repo.write({ 'shop/migrations/0002_sku.py': djangoText([['shop', '0009_gone']], 'sku') });
      },
      ['error missing-parent shop', 'warning edited-landed shop'],
    ],
  ])('%s', async (_, change, findings) => {
    const repo = gitRepo({ main: { ...SHOP, ...sku } });
    change(repo);
    expect(findingsOf(await check(repo))).toEqual(findings);
  });

  test('is read whole from a folder inside it', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...sku, ...tax } });
    expect(findingsOf(await oneleaf({ path: `${repo.path}/shop`, env: repo.env }, ['check', '--format', 'json']))).toEqual(FORK);
  });

  test('counts before the first commit', async () => {
    const repo = gitRepo({});
    repo.write({ ...SHOP, ...sku, ...tax });
    expect(findingsOf(await check(repo))).toEqual(FORK);
  });

  test('in the middle of a merge that stopped inside a migration', async () => {
    const repo = gitRepo({
      main: [{ ...SHOP, ...sku }, { 'shop/migrations/0002_sku.py': djangoText([['shop', '0001_initial']], 'main') }],
    });
    repo.commit('feat', { 'shop/migrations/0002_sku.py': djangoText([['shop', '0001_initial']], 'feat') }, { parents: ['main~1'] });
    expect(() => repo.git('merge', 'feat')).toThrow('git merge feat');
    expect(findingsOf(await check(repo))).toEqual(['error unreadable-migration shop']);
  });
});

describe('the index', () => {
  test('holds what is staged, not what lies beside it', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...sku } });
    repo.write(tax);
    expect(findingsOf(await check(repo, '--staged'))).toEqual([]);
    repo.git('add', '.');
    repo.write({ 'shop/migrations/0002_tax.py': 'unfinished(' });
    const ended = await check(repo, '--staged');
    expect([checked(ended).ref, findingsOf(ended)]).toEqual(['index', FORK]);
  });

  test('of a partial commit is the one that git hands to the hook', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...sku } });
    repo.write(tax);
    const index = `${repo.path}/.git/next-index.lock`;
    repo.git('read-tree', `--index-output=${index}`, 'HEAD');
    const env = { GIT_INDEX_FILE: index };
    repo.git('add', '.');
    expect(findingsOf(await oneleaf(repo, ['check', '--staged', '--format', 'json'], { env }))).toEqual([]);
    expect(findingsOf(await oneleaf(repo, ['check', '--staged', '--format', 'json']))).toEqual(FORK);
  });
});

describe('a commit', () => {
  test.each([
    ['branch', 'feat/tax'],
    ['remote branch', 'origin/feat/tax'],
    ['id', 'id'],
    ['tag', 'v1'],
  ])('by its %s, without a checkout', async (_, name) => {
    const origin = gitRepo({ main: { ...SHOP, ...sku }, 'feat/tax': tax });
    origin.git('tag', '-am', 'first', 'v1', 'feat/tax');
    const repo = origin.clone();
    repo.git('branch', 'feat/tax', 'origin/feat/tax');
    const ended = await check(repo, '--ref', name === 'id' ? repo.id('feat/tax') : name);
    expect([findingsOf(ended), checked(ended).commit]).toEqual([FORK, repo.id('feat/tax')]);
    expect(leavesOf(await check(repo))).toEqual([['shop', '0002_sku']]);
  });

  test('of a bare clone: its main, or the one asked for', async () => {
    const bare = gitRepo({ main: { ...SHOP, ...sku }, 'feat/tax': tax }).clone('--bare');
    expect(leavesOf(await check(bare))).toEqual([['shop', '0002_sku']]);
    expect(leavesOf(await check(bare, '--ref', 'feat/tax'))).toEqual([['shop', '0002_sku', '0002_tax']]);
  });
});

describe('what has landed', () => {
  const edited = { 'shop/migrations/0002_sku.py': djangoText([['shop', '0001_initial']], 'price') };
  const retold = { 'shop/migrations/0002_sku.py': `# Why: the till wants it.\n${djangoText([['shop', '0001_initial']], '0002_sku')}` };
  const deleted = { 'shop/migrations/0002_sku.py': null };

  test.each([
    ['is edited', edited, ['warning edited-landed shop']],
    ['is edited in comments only', retold, ['note edited-landed shop']],
    ['is deleted', deleted, ['warning deleted-landed shop']],
    ['is left alone', tax, FORK],
  ])('%s', async (_, files, findings) => {
    const repo = gitRepo({ main: { ...SHOP, ...sku } }).clone();
    repo.git('checkout', '--quiet', '-b', 'feat');
    repo.write(files);
    expect(findingsOf(await check(repo))).toEqual(findings);
    expect(findingsOf(await check(repo, '--base', 'origin/main'))).toEqual(findings);
  });

  test('may be edited again before it lands', async () => {
    const repo = gitRepo({ main: SHOP, feat: [sku, edited] });
    expect(findingsOf(await check(repo, '--ref', 'feat'))).toEqual([]);
  });
});

test('two ids that are the same', async () => {
  const repo = gitRepo({
    main: { ...PAY, ...alembic('start < fee'), 'alembic/versions/again.py': alembic('start < fee')['alembic/versions/fee.py'] ?? '' },
  });
  expect(findingsOf(await check(repo))).toEqual(['error duplicate-id alembic/versions', 'error multiple-leaves alembic/versions']);
});

describe('a configuration file that Alembic refuses', () => {
  const broken = { ...PAY, 'alembic.ini': 'script_location = alembic\n' };

  test('is reported with its line, and the histories are found all the same', async () => {
    const ended = await oneleaf(gitRepo({ main: { ...SHOP, ...broken } }), ['check']);
    expect(ended.output.split('\n')[0]).toBe(
      'error broken-configuration  alembic.ini cannot be read by alembic: line 1 is outside of every section',
    );
    expect(ended.exitCode).toBe(1);
  });

  test('is no matter of another part, or where the rule is off', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...broken } });
    expect(findingsOf(await check(repo, '--under', 'shop'))).toEqual([]);
    repo.write({ 'oneleaf.json': '{ "rules": { "broken-configuration": "off" } }' });
    expect(findingsOf(await check(repo))).toEqual([]);
  });
});
