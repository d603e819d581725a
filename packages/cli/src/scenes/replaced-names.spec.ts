import { gitRepo } from '@oneleaf/git/testing';
import { django, djangoText, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { branchesOf, findingsOf } from '../testing/report-digest.js';

const squash = djangoText([], 'all').replace(
  '    operations',
  "    replaces = [('shop', '0001_initial'), ('shop', '0002_sku'), ('shop', '0003_tax')]\n    operations",
);
/** What the squash replaces has no file any more. */
const squashed = { ...SHOP, 'shop/migrations/0001_initial.py': null, 'shop/migrations/0001_all.py': squash };

test('a new migration gets no name that a squash replaces', async () => {
  const repo = gitRepo({ main: [squashed] });
  expect((await oneleaf(repo, ['new', 'shop', 'sku'])).output).toContain('wrote shop/migrations/0004_sku.py');
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
});

test.each([
  ['in place of a replaced one', '0002_sku', 'broken'],
  ['with a replaced number and another name', '0002_other', 'clean'],
  ['with a number of its own', '0004_sku', 'clean'],
])('a branch that adds a migration %s: predict says what check finds after the merge', async (_, name, verdict) => {
  const repo = gitRepo({ main: [squashed] });
  repo.commit('feat', { [`shop/migrations/${name}.py`]: djangoText([['shop', '0001_all']], name) }, { parents: ['main'] });
  const predicted = branchesOf(await oneleaf(repo, ['predict', '--local', '--since', 'all', '--format', 'json']));
  expect(predicted['refs/heads/feat']?.[0]).toBe(verdict);
  repo.checkout('feat');
  expect((await oneleaf(repo, ['check'])).exitCode).toBe(verdict === 'clean' ? 0 : 1);
});

test.each(['0002_other', '0002_sku'])('a rebase gives %s a name that no squash replaces', async name => {
  const repo = gitRepo({ main: [squashed] });
  repo.commit('feat', { [`shop/migrations/${name}.py`]: djangoText([['shop', '0001_all']], 'own') }, { parents: ['main'] });
  repo.commit('main', django('0001_all < 0002_zz'), { parents: ['main'] });
  repo.checkout('feat');
  const { output, exitCode } = await oneleaf(repo, ['rebase', '--onto', 'main']);
  expect([exitCode, output]).toEqual([0, expect.stringContaining(`${name} -> 0004_${name.slice(5)}`)]);
  repo.git('add', '-A');
  repo.git('commit', '-qm', 'rebased');
  repo.git('merge', '-q', 'main');
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
});
