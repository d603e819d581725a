import { gitRepo, type RepoFiles, type GitRepo } from '@oneleaf/git/testing';
import { predicted } from '../testing/report-digest.js';
import { django, djangoText, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const on = (name: string): RepoFiles => django(`0001_initial < ${name}`);
const sku = (field: string): RepoFiles => ({ 'shop/migrations/0002_sku.py': djangoText([['shop', '0001_initial']], field) });

async function after(repo: GitRepo, first: string, second: string): Promise<string> {
  const { branches, base } = predicted(await oneleaf(repo, ['predict', second, '--after', first, '--format', 'json']));
  expect(base).toEqual({ ref: 'refs/heads/main', commit: repo.id('main') });
  const [reported] = branches;
  return [reported?.verdict, ...(reported?.histories ?? []).map(({ leaves }) => leaves.join(' + '))].join(': ');
}

test('two branches that are clean alone', async () => {
  const repo = gitRepo({ main: SHOP, sku: on('0002_sku'), tax: on('0002_tax') });
  expect(await after(repo, 'sku', 'tax')).toBe('conflict: 0002_sku + 0002_tax');
  expect(await after(repo, 'tax', 'sku')).toBe('conflict: 0002_sku + 0002_tax');
});

test('a branch that is built on the first one, and changes what that adds', async () => {
  const repo = gitRepo({ main: SHOP, first: sku('sku') });
  repo.commit('second', { ...sku('code'), ...django('0002_sku < 0003_tax') }, { parents: ['first'] });
  expect(await after(repo, 'first', 'second')).toBe('clean: 0003_tax');
});

test('a branch that renames what the first one adds', async () => {
  const repo = gitRepo({ main: SHOP, first: sku('sku') });
  repo.commit('second', { 'shop/migrations/0002_sku.py': null, ...on('0002_item_sku') }, { parents: ['first'] });
  expect(await after(repo, 'first', 'second')).toBe('clean: 0002_item_sku');
});

test('both added one file with different contents', async () => {
  const repo = gitRepo({ main: SHOP, first: sku('sku'), second: { ...sku('code'), ...django('0002_sku < 0003_tax') } });
  expect(await after(repo, 'first', 'second')).toBe('broken: 0003_tax');
});

test('the first one has landed already, or touches nothing', async () => {
  const repo = gitRepo({ main: [SHOP, { notes: '' }], old: {}, notes: { 'README.md': '' }, tax: on('0002_tax') });
  expect(await after(repo, 'old', 'tax')).toBe('clean: 0002_tax');
  expect(await after(repo, 'notes', 'tax')).toBe('clean: 0002_tax');
});

test.each([
  ['git stops at shop/migrations/0002_sku.py', sku('code')],
  ['refusing to merge unrelated histories', undefined],
])('the first one cannot land: %s', async (why, files) => {
  const repo = gitRepo({ main: [SHOP, sku('sku')], tax: on('0002_tax'), ...(files ? { first: files } : {}) });
  if (!files) repo.commit('first', sku('sku'), { parents: [] });
  const { exitCode, complaint } = await oneleaf(repo, ['predict', 'tax', '--after', 'first']);
  expect({ exitCode, complaint }).toEqual({
    exitCode: 3,
    complaint: expect.stringMatching(
      `^error: first cannot land on refs/heads/main: .*${why}[^\\n]*\\ntry: oneleaf predict first\\n$`,
    ) as string,
  });
});
