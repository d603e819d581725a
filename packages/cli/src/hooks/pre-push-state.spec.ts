import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo, plainEnv, scratch, type GitRepo } from '@oneleaf/git/testing';
import { django, djangoText, SHOP } from '../testing/migrations.js';
import { NOW } from '../testing/oneleaf.js';
import { attemptPush, runPrePush, type PushAttempt } from '../testing/push-attempt.js';

const sku = django('0001_initial < 0002_sku');
const tax = django('0001_initial < 0002_tax');
const zeros = '0'.repeat(40);

function team(files: typeof sku = {}): { origin: GitRepo; repo: GitRepo } {
  const origin = gitRepo({ main: { ...SHOP, ...files } });
  const repo = origin.clone();
  repo.commit('feat/sku', sku, { parents: ['main'] });
  origin.commit('main', tax, { author: 'Grace Hopper', time: NOW - 7200 });
  return { origin, repo };
}

/** `feat/sku` is pushed to a remote that git itself would not even reach. */
function unreached(repo: GitRepo): PushAttempt {
  return {
    path: repo.path,
    env: repo.env,
    args: ['origin', 'url'],
    input: `refs/heads/feat/sku ${repo.id('feat/sku')} refs/heads/feat/sku ${zeros}\n`,
  };
}

const firstLine = ({ output }: { output: string }): string => output.split('\n')[0] ?? '';
const FORK = 'error multiple-leaves  shop would have 2 leaves after landing: shop.0002_sku, shop.0002_tax';

describe('the state of the clone', () => {
  test('a linked worktree, where git sets GIT_DIR', async () => {
    const { repo } = team();
    const tree = join(scratch(), 'linked');
    repo.git('worktree', 'add', '--quiet', tree, 'feat/sku');
    const pushing = attemptPush(repo, ['origin', 'feat/sku'], ['-C', tree]);
    expect([pushing.path, pushing.env['GIT_DIR']]).toEqual([tree, join(repo.path, '.git/worktrees/linked')]);
    expect(firstLine(await runPrePush(pushing))).toBe(FORK);
  });

  test('GIT_DIR and friends of the repository itself', async () => {
    const { repo } = team();
    const env = {
      GIT_DIR: join(repo.path, '.git'),
      GIT_WORK_TREE: repo.path,
      GIT_INDEX_FILE: join(repo.path, '.git/index'),
      GIT_PREFIX: 'shop/',
    };
    expect(firstLine(await runPrePush(attemptPush(repo, ['origin', 'feat/sku']), { env }))).toBe(FORK);
  });

  test('a push from a folder inside the working tree', async () => {
    const { repo } = team();
    expect(firstLine(await runPrePush(attemptPush(repo, ['origin', 'feat/sku'], ['-C', join(repo.path, 'shop')])))).toBe(FORK);
  });

  test.each(['rebase', 'merge'])('an interrupted %s of something else', async command => {
    const { repo } = team();
    repo.commit('one', { 'README.md': 'one\n' }, { parents: ['main'] });
    repo.commit('two', { 'README.md': 'two\n' }, { parents: ['main'] });
    repo.checkout('two');
    expect(() => repo.git(command, 'one')).toThrow(command);
    expect(firstLine(await runPrePush(attemptPush(repo, ['origin', 'feat/sku'])))).toBe(FORK);
  });

  test('an unmerged migration in the working tree is not what is pushed', async () => {
    const { repo } = team();
    repo.checkout('feat/sku');
    repo.write({ 'shop/migrations/0002_sku.py': '<<<<<<< HEAD\n=======\n>>>>>>> main\n' });
    expect(firstLine(await runPrePush(attemptPush(repo, ['origin', 'feat/sku'])))).toBe(FORK);
  });

  test('a shallow clone that holds where the branch left main', async () => {
    const origin = gitRepo({ main: [SHOP, { 'README.md': '1' }, { 'README.md': '2' }] });
    const repo = origin.clone('--depth=1');
    repo.commit('feat/sku', sku, { parents: ['main'] });
    origin.commit('main', tax);
    origin.commit('main', { 'README.md': '3' });
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'feat/sku']));
    expect([firstLine({ output }), exitCode]).toEqual([FORK, 1]);
  });

  test('a bare clone pushes too', async () => {
    const { origin } = team();
    const bare = origin.clone('--bare');
    bare.commit('feat/sku', sku, { parents: ['main~1'] });
    expect(firstLine(await runPrePush(attemptPush(bare, ['origin', 'feat/sku'])))).toBe(FORK);
  });
});

describe('a remote that does not answer', () => {
  test('is compared with as last known, and that is said', async () => {
    const { repo } = team();
    repo.git('fetch', '--quiet');
    repo.git('remote', 'set-url', 'origin', 'file:///nonexistent');
    const { output, complaint, exitCode } = await runPrePush(unreached(repo));
    expect({ first: firstLine({ output }), complaint, exitCode }).toEqual({ first: FORK, complaint: '', exitCode: 1 });
    expect(output).toContain(
      "origin/main could not be fetched (git ls-remote failed: '/nonexistent' does not appear to be a git repository): compared with it as it was",
    );
  });

  test('lets a push through that is clean as far as is known, and says so', async () => {
    const { repo } = team();
    repo.git('remote', 'set-url', 'origin', 'file:///nonexistent');
    const { output, exitCode } = await runPrePush(unreached(repo));
    expect(output).toMatch(/^origin\/main could not be fetched .*\nfeat\/sku can land on origin\/main \([0-9a-f]{7}\)\n$/);
    expect(exitCode).toBe(0);
  });

  test('stops the push where the team wants that', async () => {
    const { repo } = team();
    repo.write({ 'oneleaf.json': '{ "onStale": "block" }' });
    repo.git('remote', 'set-url', 'origin', 'file:///nonexistent');
    expect((await runPrePush(unreached(repo))).exitCode).toBe(3);
  });

  test('is not waited for longer than the time limit', async () => {
    const { repo } = team();
    const folder = scratch();
    mkdirSync(join(folder, 'bin'));
    const slow = join(folder, 'bin/upload-pack');
    writeFileSync(slow, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    repo.git('config', 'remote.origin.uploadpack', slow);
    const started = Date.now();
    const { output, exitCode } = await runPrePush(unreached(repo));
    expect(Date.now() - started).toBeLessThan(12_000);
    expect(output).toMatch(/^origin\/main could not be fetched \(no answer within 4 seconds\)/);
    expect(exitCode).toBe(0);
  });
});

describe('without a verdict', () => {
  const lost = (): PushAttempt => {
    const repo = gitRepo({ topic: SHOP });
    repo.commit('feat/sku', sku, { parents: ['topic'] });
    repo.git('symbolic-ref', 'HEAD', 'refs/heads/nowhere');
    return unreached(repo);
  };
  const why = 'error: this clone has no branch that the push can be compared with\ntry: git fetch origin\n';

  test('the push goes through, and says that it was not checked', async () => {
    expect(await runPrePush(lost())).toEqual({ output: '', complaint: `${why}the push was not checked\n`, exitCode: 0 });
  });

  test('the push is stopped where the team wants that', async () => {
    expect(await runPrePush(lost(), { env: { ONELEAF_STRICT: '1' } })).toEqual({ output: '', complaint: why, exitCode: 3 });
  });

  test('strict in the configuration is as strict', async () => {
    const pushing = lost();
    writeFileSync(join(pushing.path, 'oneleaf.json'), '{ "strict": true }');
    expect(await runPrePush(pushing)).toEqual({ output: '', complaint: why, exitCode: 3 });
  });

  test('computed parents are unknown, and only strict stops them', async () => {
    const { repo } = team();
    repo.commit('feat/sku', {
      'shop/migrations/0002_sku.py': djangoText([], 'sku').replace('dependencies = []', 'dependencies = before()'),
    });
    const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'feat/sku']));
    expect([output.split('\n').at(-2), exitCode]).toEqual(['feat/sku cannot be judged against origin/main', 0]);
    repo.write({ 'oneleaf.json': '{ "strict": true }' });
    expect((await runPrePush(attemptPush(repo, ['origin', 'feat/sku']))).exitCode).toBe(3);
  });
});

test('pre-commit.com tells the refs by environment, and gives no input', async () => {
  const { repo } = team();
  const env = {
    PRE_COMMIT_FROM_REF: zeros,
    PRE_COMMIT_TO_REF: repo.id('feat/sku'),
    PRE_COMMIT_LOCAL_BRANCH: 'refs/heads/feat/sku',
    PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/feat/sku',
    PRE_COMMIT_REMOTE_NAME: 'origin',
  };
  expect(firstLine(await runPrePush({ ...unreached(repo), args: [], input: '' }, { env }))).toBe(FORK);
});

test('in a fork, what is pushed to origin is compared with the main of upstream', async () => {
  const { origin: upstream } = team();
  const repo = gitRepo({ main: SHOP }).clone();
  repo.git('remote', 'add', '-f', 'upstream', `file://${upstream.path}`);
  repo.commit('feat/sku', sku, { parents: ['upstream/main~1'] });
  const { output } = await runPrePush(attemptPush(repo, ['origin', 'feat/sku']));
  expect(output).toContain('fix: npx oneleaf rebase shop\n');
});

test('the machine may speak another language', async () => {
  const { repo } = team();
  const env = plainEnv({ LC_ALL: 'fr_FR.UTF-8', LANGUAGE: 'fr' });
  expect(firstLine(await runPrePush({ ...attemptPush(repo, ['origin', 'feat/sku']), env }))).toBe(FORK);
});

describe('without a word from git, as a person runs it', () => {
  const byHand = (repo: GitRepo): PushAttempt => ({ path: repo.path, env: repo.env, args: [], input: '' });

  test('what is checked out is judged', async () => {
    const { repo } = team();
    repo.checkout('feat/sku');
    expect(firstLine(await runPrePush(byHand(repo)))).toBe(FORK);
    repo.git('checkout', '--quiet', '--detach');
    expect(firstLine(await runPrePush(byHand(repo)))).toBe(FORK);
  });

  test('before the first commit there is nothing to judge', async () => {
    const repo = gitRepo({ main: SHOP }).clone();
    repo.git('checkout', '--quiet', '--orphan', 'new');
    expect(await runPrePush(byHand(repo))).toEqual({ output: '', complaint: '', exitCode: 0 });
  });
});
