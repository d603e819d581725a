import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { django, SHOP } from '../testing/migrations.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';

const vat = django('0001_initial < 0002_vat');

/** A release line with a migration that main lacks, and a main with one that the line lacks. */
function twoLines(files: typeof vat = {}, line = 'release/2.x'): { origin: GitRepo; repo: GitRepo } {
  const origin = gitRepo({ main: [{ ...SHOP, ...files }, django('0001_initial < 0002_tax')], [line]: vat });
  const repo = origin.clone();
  repo.commit('fix/price', django('0002_vat < 0003_price'), { parents: [`origin/${line}`] });
  return { origin, repo };
}

test('a branch that was made for a release line is compared with that line', async () => {
  const { repo } = twoLines();
  const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'fix/price']));
  expect([output, exitCode]).toEqual(['fix/price can land on origin/release/2.x\n', 0]);
});

test('and is blocked where it would fork the line', async () => {
  const { repo } = twoLines();
  repo.commit('fix/fee', django('0001_initial < 0002_fee'), { parents: ['origin/release/2.x~0'] });
  const { output, exitCode } = await runPrePush(attemptPush(repo, ['origin', 'fix/fee']));
  expect(output).toBe(`error multiple-leaves  shop would have 2 leaves after landing: shop.0002_fee, shop.0002_vat
  shop/migrations/0002_fee.py   yours
  shop/migrations/0002_vat.py   on origin/release/2.x since ${repo.id('origin/release/2.x').slice(0, 7)}, by Ada Leaf, 23 hours ago
  put your migrations behind those on origin/release/2.x
fix: npx oneleaf rebase shop

fix/fee would give shop a leaf too many on origin/release/2.x
`);
  expect(exitCode).toBe(1);
});

test('the line itself, and a new one made from it', async () => {
  const { repo } = twoLines();
  repo.commit('release/2.x', django('0002_vat < 0003_fee'), { parents: ['origin/release/2.x'] });
  for (const refspec of ['release/2.x', 'release/2.x:refs/heads/release/2.y']) {
    expect((await runPrePush(attemptPush(repo, ['origin', refspec]))).exitCode).toBe(0);
  }
});

test('a push to a line that is configured is let through', async () => {
  const { repo } = twoLines({ 'oneleaf.json': '{ "lines": ["customer-*"] }' }, 'customer-a');
  repo.commit('customer-a', django('0001_initial < 0002_own'), { parents: ['origin/customer-a'] });
  expect(await runPrePush(attemptPush(repo, ['origin', 'customer-a']))).toEqual({ output: '', complaint: '', exitCode: 0 });
});
