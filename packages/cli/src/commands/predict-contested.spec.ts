import { gitRepo } from '@oneleaf/git/testing';
import { branchesOf } from '../testing/report-digest.js';
import { django, djangoText, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const path = 'shop/migrations/0002_tax.py';
const onInitial = (field: string) => ({ [path]: djangoText([['shop', '0001_initial']], field) });
const names = Array.from({ length: 9 }, (_, index) => `feat/${index}`);

/** Branches that change a landed file which the base has changed since. */
function contested() {
  const changed = names.map(name => [name, { [path]: djangoText([['shop', name.replace('/', '_')]], 'tax') }] as const);
  return gitRepo({ main: [{ ...SHOP, ...django('0001_initial < 0002_tax') }, onInitial('vat')], ...Object.fromEntries(changed) });
}

test('many branches that move a file which the base has changed get the answer that each gets alone', async () => {
  const repo = contested();
  const answer = ['broken', 'shop: 0002_tax (text-conflict)', `git stops at ${path}: both sides changed it`];
  expect(branchesOf(await oneleaf(repo, ['predict', '--format', 'json']))).toEqual(
    Object.fromEntries(names.map(name => [`refs/heads/${name}`, answer])),
  );
  expect(branchesOf(await oneleaf(repo, ['predict', 'feat/0', '--format', 'json']))).toEqual({ 'refs/heads/feat/0': answer });
});
