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

test('where many branches move a file that the base has changed, each is left to a question about it alone', async () => {
  const repo = contested();
  const reason = `${path}: both sides changed it; run predict for this branch alone, then git's own merge decides`;
  expect(branchesOf(await oneleaf(repo, ['predict', '--format', 'json']))).toEqual(
    Object.fromEntries(names.map(name => [`refs/heads/${name}`, ['unknown, inexact', reason]])),
  );
  expect(branchesOf(await oneleaf(repo, ['predict', 'feat/0', '--format', 'json']))).toEqual({
    'refs/heads/feat/0': ['broken', 'shop: 0002_tax (text-conflict)', `git stops at ${path}: both sides changed it`],
  });
});
