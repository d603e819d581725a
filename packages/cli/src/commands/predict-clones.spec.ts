import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepo, scratch, type GitRepo } from '@oneleaf/git/testing';
import { branchesOf } from '../testing/report-digest.js';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const steps = ['0002_a', '0003_b', '0004_c', '0005_d'];

/** Main grows by four migrations; the branch left before the third and has one of its own. */
function grown(): GitRepo {
  const chain = ['0001_initial', ...steps];
  const repo = gitRepo({ main: [SHOP, ...steps.map((name, at) => django(`${chain[at] ?? ''} < ${name}`))] });
  repo.commit('feat/sku', django('0003_b < 0004_sku'), { parents: ['main~2'] });
  return repo;
}

const predict = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['predict', '--format', 'json', ...args]);
const sku = 'refs/remotes/origin/feat/sku';

test('the whole clone knows', async () => {
  expect(branchesOf(await predict(grown().clone()))).toEqual({
    [sku]: ['conflict', 'shop: 0004_sku, 0005_d (multiple-leaves)'],
  });
});

test.each([1, 2])('a clone of depth %i cannot tell, and says how to get the history', async depth => {
  const repo = grown().clone(`--depth=${depth}`, '--no-single-branch');
  const all = await predict(repo);
  expect(branchesOf(all)).toEqual({
    [sku]: ['unknown', 'this clone is too shallow to show where the branch left the base', 'run: git fetch --unshallow'],
  });
  expect(all.exitCode).toBe(0);
  expect((await predict(repo, 'origin/feat/sku')).exitCode).toBe(3);
});

test('a clone that is deep enough knows, though it is shallow', async () => {
  const repo = grown().clone('--depth=4', '--no-single-branch');
  expect(repo.git('rev-parse', '--is-shallow-repository')).toBe('true');
  expect(branchesOf(await predict(repo))).toEqual({
    [sku]: ['conflict', 'shop: 0004_sku, 0005_d (multiple-leaves)'],
  });
});

test('a wrong base that a shallow clone would offer is not taken', async () => {
  // Through the merge of an old commit of main the branch reaches a commit of main that is not where it left it.
  const repo = gitRepo({ main: SHOP });
  repo.commit('feat/sku', django('0001_initial < 0002_sku'), { parents: ['main'] });
  for (const [at, name] of steps.entries()) repo.commit('main', django(`${['0001_initial', ...steps][at] ?? ''} < ${name}`));
  repo.commit('feat/sku', { 'shop/migrations/0002_a.py': null }, { parents: ['feat/sku'] });
  const shallow = repo.clone('--depth=2', '--no-single-branch');
  expect(Object.values(branchesOf(await predict(shallow)))).toEqual([expect.arrayContaining(['unknown'])]);
});

test('a clone of one branch says how to get another', async () => {
  const repo = grown().clone('--single-branch');
  const { output, complaint, exitCode } = await predict(repo, 'origin/feat/sku');
  expect({ output, complaint, exitCode }).toEqual({
    output: '',
    complaint: 'error: origin/feat/sku is not in this clone\ntry: git fetch origin -- feat/sku\n',
    exitCode: 3,
  });
});

describe('a partial clone', () => {
  test('gets the contents that it lacks in batches, never one by one', async () => {
    const repo = grown().clone('--filter=blob:none', '--no-checkout');
    const log = join(scratch(), 'served');
    const served = join(scratch(), 'upload-pack');
    writeFileSync(served, `#!/bin/sh\necho served >> '${log}'\nexec git upload-pack "$@"\n`, { mode: 0o755 });
    repo.git('config', 'remote.origin.uploadpack', served);
    expect(branchesOf(await predict(repo))).toEqual({ [sku]: ['conflict', 'shop: 0004_sku, 0005_d (multiple-leaves)'] });
    // Settings, then the base's migrations, then those of all branches.
    expect(readFileSync(log, 'utf8')).toBe('served\n'.repeat(3));
  });

  test('that cannot reach its remote is unknown, not clean', async () => {
    const origin = grown();
    const repo = origin.clone('--filter=blob:none', '--no-checkout');
    repo.git('remote', 'set-url', 'origin', 'file:///nonexistent');
    const reported = branchesOf(await predict(repo))[sku] ?? [];
    expect(reported[0]).toBe('unknown');
    expect(reported.slice(2)).toEqual(
      ['0001_initial', '0002_a', '0003_b', '0004_c', '0004_sku', '0005_d'].map(
        name => `shop/migrations/${name}.py cannot be read: this clone does not have its content`,
      ),
    );
  });
});
