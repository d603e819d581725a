import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from '../testing/report-digest.js';
import { alembic, django, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const MAX = 'shop/migrations/max_migration.txt';
const LOCK = 'alembic/versions/leaf.lock';
const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');

const sync = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['sync', ...args]);
const text = (repo: GitRepo, path: string) => readFileSync(join(repo.path, path), 'utf8');

test('a stale marker is reported, written, and true from then on', async () => {
  const repo = gitRepo({ main: { ...SHOP, ...sku, [MAX]: '0001_initial\n' } });
  expect(await sync(repo, '--check')).toEqual({
    output: `error stale-marker  ${MAX} names 0001_initial; the leaf is 0002_sku\nfix: npx oneleaf sync\n\n1 marker, 1 stale\n`,
    complaint: '',
    exitCode: 1,
  });
  expect(text(repo, MAX)).toBe('0001_initial\n');
  expect(await sync(repo)).toEqual({
    output: `${MAX} names 0001_initial; the leaf is 0002_sku\n\n1 marker, 1 rewritten\n`,
    complaint: '',
    exitCode: 0,
  });
  expect(text(repo, MAX)).toBe('0002_sku\n');
  const done = { output: '1 marker, all true\n', complaint: '', exitCode: 0 };
  expect([await sync(repo), await sync(repo, '--check')]).toEqual([done, done]);
});

test('an empty leaf.lock is where it begins, in any framework', async () => {
  const repo = gitRepo({ main: { ...SHOP, ...PAY, ...alembic('start < fee') } });
  expect((await sync(repo)).output).toBe('no max_migration.txt, migrations_lockfile.txt or leaf.lock found\n');
  repo.write({ [LOCK]: '', 'shop/migrations/leaf.lock': '' });
  expect((await sync(repo)).exitCode).toBe(0);
  expect([text(repo, LOCK), text(repo, 'shop/migrations/leaf.lock')]).toEqual(['fee\n', '0001_initial\n']);
});

test('two branches that add to one history meet in its marker', () => {
  const lock = 'shop/migrations/leaf.lock';
  const repo = gitRepo({
    main: [
      { ...SHOP, [lock]: '0001_initial\n' },
      { ...sku, [lock]: '0002_sku\n' },
    ],
  });
  repo.commit('feat/tax', { ...tax, [lock]: '0002_tax\n' }, { parents: ['main~1'] });
  expect(() => repo.git('merge', 'feat/tax')).toThrow('git merge feat/tax');
});

test('after a conflict the marker is written once the chain has one leaf, and not before', async () => {
  const torn = '<<<<<<< HEAD\n0002_sku\n=======\n0002_tax\n>>>>>>> feat/tax\n';
  const repo = gitRepo({ main: { ...SHOP, ...sku, ...tax, [MAX]: torn } });
  expect(await sync(repo)).toEqual({
    output: `${MAX} is not changed: shop has 2 leaves: 0002_sku, 0002_tax\n\n1 marker, 1 left alone\n`,
    complaint: '',
    exitCode: 1,
  });
  repo.write(django('0002_sku < 0002_tax'));
  expect((await sync(repo)).output).toBe(`${MAX} has a git conflict; the leaf is 0002_tax\n\n1 marker, 1 rewritten\n`);
  expect(text(repo, MAX)).toBe('0002_tax\n');
});

test('what the team excludes is no marker, and what is no marker is not written', async () => {
  const repo = gitRepo({
    main: {
      ...SHOP,
      'vendor/app/migrations/max_migration.txt': 'x\n',
      'notes/max_migration.txt': 'x\n',
      'oneleaf.json': '{ "exclude": ["vendor/**"] }',
      [MAX]: '0001_initial\n',
    },
  });
  expect((await sync(repo)).output).toBe('1 marker, all true\n');
});

test('a marker that is a link is not written through', async () => {
  const repo = gitRepo({ main: { ...SHOP, elsewhere: 'x\n', [MAX]: { link: '../../elsewhere' } } });
  expect((await sync(repo)).output).toContain('no max_migration.txt');
  expect(text(repo, 'elsewhere')).toBe('x\n');
});

describe('oneleaf check', () => {
  const check = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['check', '--format', 'json', ...args]);
  const STALE = ['error stale-marker shop'];

  test('finds a stale marker in each kind of tree', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...sku, [MAX]: '0001_initial\n' } });
    repo.write({ [MAX]: '0002_sku\n' });
    expect(findingsOf(await check(repo))).toEqual([]);
    expect(findingsOf(await check(repo, '--staged'))).toEqual(STALE);
    expect(findingsOf(await check(repo, '--ref', 'main'))).toEqual(STALE);
  });

  test('says nothing of the marker of a fork: the fork is the news', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...sku, ...tax, [MAX]: '0002_sku\n' } });
    expect(findingsOf(await check(repo))).toEqual(['error multiple-leaves shop']);
  });

  test('of one folder looks at the markers there alone', async () => {
    const pay = {
      ...django('0001_initial', 'pay/shop'),
      'pay/manage.py': '',
      'pay/shop/__init__.py': '',
      'pay/shop/migrations/__init__.py': '',
    };
    const repo = gitRepo({
      main: { ...SHOP, ...sku, ...pay, 'migrations_lockfile.txt': 'shop: 0002_sku\n', 'pay/migrations_lockfile.txt': 'shop: 0009_x\n' },
    });
    expect(findingsOf(await check(repo, '--under', 'pay'))).toEqual(['error stale-marker pay/shop']);
    repo.write({ 'pay/migrations_lockfile.txt': 'shop: 0001_initial\n' });
    expect(findingsOf(await check(repo, '--under', 'pay'))).toEqual([]);
  });

  test('is as severe as the team wants', async () => {
    const repo = gitRepo({ main: { ...SHOP, ...sku, [MAX]: '', 'oneleaf.json': '{ "rules": { "stale-marker": "off" } }' } });
    expect(findingsOf(await check(repo))).toEqual([]);
  });
});

test.each([
  [['sync', 'shop'], 'there is one argument too many: shop'],
  [['sync', '--dry-run'], "unknown option '--dry-run'"],
  [['sync', '--format', 'json'], "unknown option '--format'"],
])('%j is refused', async (args, complaint) => {
  const ended = await oneleaf(gitRepo({ main: SHOP }), args);
  expect([ended.exitCode, ended.complaint]).toEqual([2, expect.stringContaining(complaint)]);
});

test('a bare clone has nothing to write to', async () => {
  expect(await sync(gitRepo({ main: SHOP }).clone('--bare'))).toMatchObject({ exitCode: 3 });
});
