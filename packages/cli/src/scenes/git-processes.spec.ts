import { gitRepo } from '@oneleaf/git/testing';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';
import { startedGit } from '../testing/started-git.js';

test('a push with a migration starts as many git processes as it has questions', async () => {
  const origin = gitRepo({ main: SHOP });
  const repo = origin.clone();
  repo.commit('feat/sku', django('0001_initial < 0002_sku'), { parents: ['main'] });
  const push = attemptPush(repo, ['origin', 'feat/sku']);
  await runPrePush(push);
  const questions = ['config', 'diff-tree', 'for-each-ref', 'ls-remote', 'merge-base', 'rev-list', 'rev-parse'];
  expect(await startedGit(() => runPrePush(push))).toEqual(questions);
});

test('a push without a migration does not ask the remote', async () => {
  const repo = gitRepo({ main: SHOP }).clone();
  repo.commit('docs', { 'README.md': 'shop\n' }, { parents: ['main'] });
  const push = attemptPush(repo, ['origin', 'docs']);
  await runPrePush(push);
  const questions = ['config', 'diff-tree', 'for-each-ref', 'merge-base', 'rev-list', 'rev-parse'];
  expect(await startedGit(() => runPrePush(push))).toEqual(questions);
});

test('a check of a bare clone asks for its place, HEAD, the ref, the settings and the base', async () => {
  const bare = gitRepo({ main: SHOP }).clone('--bare');
  bare.git('remote', 'remove', 'origin');
  const check = () => oneleaf({ path: bare.path, env: bare.env }, ['check', '--ref', 'main']);
  await check();
  expect(await startedGit(check)).toEqual(['config', 'for-each-ref', 'rev-parse', 'rev-parse', 'rev-parse']);
});
