import type { PathFilter } from './trees/tree-entry.js';
import { openRepository } from './open-repository.js';
import { type GitRepo, gitRepo, plainEnv } from './testing/git-repo.js';

const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };
const open = (repo: GitRepo) => openRepository(repo.path, { env: plainEnv() });
const shop = () =>
  gitRepo({
    main: [{ 'shop/0001_a.py': 'a\n', 'notes.md': '' }, { 'shop/0002_tax.py': 'tax\n' }],
    'feat/sku': { 'shop/0002_sku.py': 'sku\n', 'notes.md': 'x' },
  });

test('a branch is listed, related to main, and its files of interest are told and read', async () => {
  const repo = shop();
  const repository = await open(repo);
  const refs = await repository.refs(['refs/heads/']);
  expect(refs.map(({ name }) => name)).toEqual(['refs/heads/feat/sku', 'refs/heads/main']);
  const main = await repository.resolve('main');
  const sku = await repository.resolve('feat/sku');
  if (main === undefined || sku === undefined) throw new Error('unresolved');
  const relation = (await repository.relate(main, [sku])).get(sku);
  expect(relation).toEqual({ kind: 'diverged', bases: [repo.id('main~1')], ahead: 1 });
  const [changes = []] = await repository.changes([[repo.id('main~1'), sku]], python);
  expect(changes).toEqual([
    { path: 'shop/0002_sku.py', before: null, after: repo.git('rev-parse', 'feat/sku:shop/0002_sku.py'), link: false },
  ]);
  const oid = changes[0]?.after ?? '';
  expect(Buffer.from((await repository.read([oid])).get(oid) ?? []).toString()).toBe('sku\n');
  expect((await repository.list(main, python)).map(({ path }) => path)).toEqual(['shop/0001_a.py', 'shop/0002_tax.py']);
  const [merged] = await repository.merge([{ base: repo.id('main~1'), ours: main, theirs: sku }], python);
  expect(merged).toEqual({ changes, conflicts: [] });
  expect(await repository.landingCommit(main, 'shop/0002_tax.py')).toMatchObject({
    commit: main,
    author: 'Ada Leaf',
    subject: 'Change main',
  });
});

test('the working tree and the index', async () => {
  const repo = shop();
  const repository = await open(repo);
  repo.write({ 'shop/0003_new.py': 'new\n', 'shop/0001_a.py': null });
  expect((await repository.workingTree(python)).map(({ path }) => path).sort()).toEqual(['shop/0002_tax.py', 'shop/0003_new.py']);
  expect((await repository.indexed(python)).map(({ path }) => path)).toEqual(['shop/0001_a.py', 'shop/0002_tax.py']);
});
