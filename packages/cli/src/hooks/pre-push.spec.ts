import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { alembic, django, PAY, SHOP } from '../testing/migrations.js';
import { NOW } from '../testing/oneleaf.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
const SILENT = { output: '', complaint: '', exitCode: 0 };

/** A clone with a branch of one's own, and its origin where Grace landed another migration, two hours ago, that was not fetched since. */
function team(): { origin: GitRepo; repo: GitRepo } {
  const origin = gitRepo({ main: SHOP });
  const repo = origin.clone();
  repo.commit('feat/sku', sku, { parents: ['main'] });
  origin.commit('main', tax, { author: 'Grace Hopper', time: NOW - 7200 });
  return { origin, repo };
}

const blocked = (origin: GitRepo): string => `error multiple-leaves  shop would have 2 leaves after landing: shop.0002_sku, shop.0002_tax
  shop/migrations/0002_sku.py   yours
  shop/migrations/0002_tax.py   on origin/main since ${origin.id('main').slice(0, 7)}, by Grace Hopper, 2 hours ago
  put your migrations behind those on origin/main
fix: npx oneleaf rebase shop

feat/sku would give shop a leaf too many on origin/main
`;

describe('a branch that would fork main', () => {
  test('is blocked, though nobody has fetched what it collides with', async () => {
    const { origin, repo } = team();
    expect(await runPrePush(attemptPush(repo, ['origin', 'feat/sku']))).toEqual({ output: blocked(origin), complaint: '', exitCode: 1 });
  });

  test('is blocked without moving anything here', async () => {
    const { repo } = team();
    const state = () => repo.git('for-each-ref') + repo.git('status', '--porcelain', '--branch');
    const before = state();
    await runPrePush(attemptPush(repo, ['origin', 'feat/sku']));
    expect(state()).toBe(before);
    expect(() => repo.git('rev-parse', '--verify', '--quiet', 'FETCH_HEAD')).toThrow('rev-parse');
  });

  test.each([
    ['under another name', ['origin', 'feat/sku:refs/heads/other'], 'feat/sku'],
    ['as HEAD', ['origin', 'HEAD:refs/heads/other'], 'other'],
    ['by force', ['--force', 'origin', 'feat/sku'], 'feat/sku'],
    ['with a tag', ['origin', 'feat/sku', 'v1'], 'feat/sku'],
    ['for review', ['origin', 'feat/sku:refs/for/main'], 'feat/sku'],
  ])('%s', async (_, args, name) => {
    const { origin, repo } = team();
    repo.checkout('feat/sku');
    repo.git('tag', '-am', 'first', 'v1');
    expect(await runPrePush(attemptPush(repo, args))).toEqual({
      output: blocked(origin).replace('feat/sku would', `${name} would`),
      complaint: '',
      exitCode: 1,
    });
  });

  test('by URL is compared with the main of the remote', async () => {
    const { origin, repo } = team();
    expect(await runPrePush(attemptPush(repo, [`file://${origin.path}`, 'feat/sku']))).toEqual({
      output: blocked(origin),
      complaint: '',
      exitCode: 1,
    });
  });

  test('over its own former state, which nobody has here', async () => {
    const { origin, repo } = team();
    origin.commit('feat/sku', { 'README.md': '' }, { parents: ['main~1'] });
    expect(await runPrePush(attemptPush(repo, ['--force', 'origin', 'feat/sku']))).toEqual({
      output: blocked(origin),
      complaint: '',
      exitCode: 1,
    });
  });
});

describe('several refs', () => {
  test('are judged one by one, deletions and tags are not', async () => {
    const { origin, repo } = team();
    origin.git('branch', 'gone', 'main');
    repo.commit('feat/pay', PAY, { parents: ['main'] });
    repo.git('tag', 'v1', 'feat/sku');
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'feat/sku', 'feat/pay', 'v1', ':gone']));
    expect(output).toBe(`${blocked(origin)}feat/pay can land on origin/main (${origin.id('main').slice(0, 7)})\n`);
    expect(exitCode).toBe(1);
  });
});

describe('a push that concerns no migration says nothing, and does not ask the remote', () => {
  test.each([
    ['a deletion', ['origin', ':gone']],
    ['a tag', ['origin', 'v1']],
    ['an annotated tag', ['origin', 'v2']],
    ['a branch without migrations', ['origin', 'docs']],
    ['notes', ['origin', 'refs/notes/commits']],
  ])('%s', async (_, args) => {
    const { origin, repo } = team();
    origin.git('branch', 'gone', 'main');
    repo.commit('docs', { 'README.md': '' }, { parents: ['main'] });
    repo.git('tag', 'v1', 'feat/sku');
    repo.git('tag', '-am', 'second', 'v2', 'feat/sku');
    repo.git('notes', 'add', '-m', 'seen', 'main');
    const pushing = attemptPush(repo, args);
    repo.git('remote', 'set-url', 'origin', 'file:///nonexistent');
    expect(await runPrePush(pushing)).toEqual(SILENT);
  });

  test('nothing to push', async () => {
    const { repo } = team();
    expect(await runPrePush({ path: repo.path, env: repo.env, args: ['origin', 'url'], input: '' })).toEqual(SILENT);
  });
});

describe('a push of main itself', () => {
  const behind = () => {
    const origin = gitRepo({ main: PAY });
    const repo = origin.clone();
    return { origin, repo };
  };

  test('that goes on from the remote main is let through', async () => {
    const { repo } = behind();
    repo.commit('main', alembic('start < fee'));
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'main']));
    expect([output, exitCode]).toEqual([`main can land on origin/main (${repo.id('origin/main').slice(0, 7)})\n`, 0]);
  });

  test('that holds a fork is blocked', async () => {
    const { repo } = behind();
    repo.commit('main', { ...alembic('start < fee'), ...alembic('start < tax') });
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'main']));
    expect(output.split('\n')[0]).toBe('error multiple-leaves  alembic/versions would have 2 leaves after landing: fee, tax');
    expect(exitCode).toBe(1);
  });

  test('that takes the place of what has landed is judged as it is, not merged', async () => {
    const { origin, repo } = behind();
    origin.commit('main', alembic('start < tax'));
    repo.git('fetch', '--quiet');
    repo.commit('main', alembic('start < fee'));
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['--force', 'origin', 'main']));
    expect(output).toBe(`warning deleted-landed  tax has landed and is deleted
  alembic/versions/tax.py
fix: bring alembic/versions/tax.py back

main can land on origin/main
`);
    expect(exitCode).toBe(0);
  });
});
