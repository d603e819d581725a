import fc from 'fast-check';
import type { TreeChange, PathFilter } from './tree-entry.js';
import { openRepository } from '../open-repository.js';
import { type RepoFiles, type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

const everything: PathFilter = { key: 'all', wants: () => true };
const open = (repo: GitRepo) => openRepository(repo.path, { env: plainEnv() });

/** By git's diff-tree, and by the walk that many pairs share. */
async function changes(repo: GitRepo, before: string, after: string, interest = everything): Promise<readonly TreeChange[]> {
  const pair = [repo.id(before), repo.id(after)] as const;
  const [few = []] = await (await open(repo)).changes([pair], interest);
  const crowd = Array.from({ length: 12 }, () => pair);
  const many = await (await open(repo)).changes(crowd, interest);
  for (const one of many) expect(one).toEqual(few);
  return few;
}

const summary = (all: readonly TreeChange[]) =>
  all.map(({ path, before, after, link }) => `${before === null ? '+' : after === null ? '-' : '~'}${link ? '@' : ''}${path}`);

const rows: [what: string, before: RepoFiles, after: RepoFiles, expected: string[]][] = [
  ['nothing', { a: '1' }, {}, []],
  ['added, edited, deleted', { a: '1', b: '1' }, { a: '2', b: null, c: '1' }, ['~a', '-b', '+c']],
  ['a folder comes and goes', { 'a/x': '1' }, { 'a/x': null, 'b/c/y': '1' }, ['-a/x', '+b/c/y']],
  ['a file becomes a folder', { a: '1', 'a.b': '' }, { a: null, 'a/x': '1' }, ['-a', '+a/x']],
  ['a folder becomes a file', { 'a/x': '1', 'a-b': '' }, { 'a/x': null, a: '1' }, ['+a', '-a/x']],
  ['names that sort between a file and a folder', { 'a.b': '', 'a/x': '', a0: '' }, { 'a/x': '1', 'a.b': '1' }, ['~a.b', '~a/x']],
  ['a file becomes a link', { a: 'b' }, { a: { link: 'b' } }, ['~@a']],
  ['a link becomes a file', { a: { link: 'b' } }, { a: 'b' }, ['~a']],
  ['a link goes', { a: { link: 'b' }, b: '' }, { a: null }, ['-@a']],
  ['a submodule comes', { a: '' }, { lib: { submodule: '1'.repeat(40) } }, ['+@lib']],
  ['a path with a newline, a tab and quotes', { a: '' }, { 'x\n\t"y\'': '1' }, ['+x\n\t"y\'']],
  ['a path that is not UTF-8', { a: '' }, { 'caf\udce9/\udcff': '1' }, ['+caf\udce9/\udcff']],
  ['the same name composed and decomposed', { '\u00e9': '1' }, { 'e\u0301': '1' }, ['+e\u0301']],
  ['case twins', { 'A.py': '1' }, { 'a.py': '1' }, ['+a.py']],
];

test.each(rows)('%s', async (_what, before, after, expected) => {
  const repo = gitRepo({ main: [before, after] }, { bare: true });
  expect(summary(await changes(repo, 'main~1', 'main'))).toEqual(expected);
});

test('a mode alone is no change', async () => {
  const repo = gitRepo({ main: { 'a.py': '' } });
  repo.git('update-index', '--chmod=+x', 'a.py');
  repo.git('commit', '--quiet', '-m', 'Make it executable');
  expect(await changes(repo, 'main~1', 'main')).toEqual([]);
});

test('only files of interest are listed, with the ids of both versions', async () => {
  const repo = gitRepo({
    main: [
      { 'a/x.py': '1', 'a/x.md': '1' },
      { 'a/x.py': '2', 'a/x.md': '2' },
    ],
  });
  const id = (name: string) => repo.git('rev-parse', name);
  const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };
  const change = { path: 'a/x.py', before: id('main~1:a/x.py'), after: id('main:a/x.py'), link: false };
  expect(await changes(repo, 'main~1', 'main', python)).toEqual([change]);
});

test('a replaced object is read as it was written', async () => {
  const repo = gitRepo({ main: [{ a: 'right' }, { b: '' }] });
  const blob = repo.git('rev-parse', 'main:a');
  repo.git('replace', blob, repo.run(['hash-object', '-w', '--stdin'], 'wrong').toString().trim());
  expect(Buffer.from((await (await open(repo)).read([blob])).get(blob) ?? []).toString()).toBe('right');
});

test('contents of any size come whole, once each, and what is not here is absent', async () => {
  const sizes = [0, 1, 4095, 65_535, 65_536, 300_001];
  const files = Object.fromEntries(sizes.map(size => [`f${size}`, Buffer.alloc(size, `${size}\n`)]));
  const repo = gitRepo({ main: files });
  const ids = sizes.map(size => repo.git('rev-parse', `main:f${size}`));
  const contents = await (await open(repo)).read([...ids, ...ids, '1'.repeat(40)]);
  expect([...contents.keys()].sort()).toEqual([...ids].sort());
  for (const [index, size] of sizes.entries())
    expect(Buffer.compare(contents.get(ids[index] ?? '') ?? Buffer.of(1), files[`f${size}`] ?? Buffer.of(2))).toBe(0);
});

test('a listing has every file of interest in the order of the tree', async () => {
  const repo = gitRepo({ main: { 'b.py': '', 'a/c.py': { link: '../b.py' }, 'a/b\n.py': '1', 'a.md': '' } }, { bare: true });
  const entries = await (await open(repo)).list(repo.id('main'), { key: 'py', wants: path => path.endsWith('.py') });
  expect(entries.map(({ path, link }) => [path, link])).toEqual([
    ['a/b\n.py', false],
    ['a/c.py', true],
    ['b.py', false],
  ]);
  expect(entries[0]?.oid).toBe(repo.git('rev-parse', 'main:a/b\n.py'));
});

test('SHA-256 repositories are read alike', async () => {
  const repo = gitRepo({ main: [{ 'a/x': '1' }, { 'a/y': '2' }], feat: { b: '3' } }, { format: 'sha256' });
  expect(summary(await changes(repo, 'main~1', 'main'))).toEqual(['+a/y']);
  const repository = await open(repo);
  const tips = Array.from({ length: 11 }, (_, index) => repo.commit(`t${index}`, { t: String(index) }, { parents: ['feat'] }));
  expect((await repository.relate(repo.id('main'), tips)).get(tips[0] ?? '')).toEqual({
    kind: 'diverged',
    bases: [repo.id('main~1')],
    ahead: 2,
  });
  const [merged] = await repository.merge([{ base: repo.id('main~1'), ours: repo.id('main'), theirs: repo.id('feat') }], everything);
  expect(merged).toMatchObject({ changes: [{ path: 'b', before: null }], conflicts: [] });
  const blob = repo.git('rev-parse', 'main:a/x');
  expect(blob).toHaveLength(64);
  expect((await repository.read([blob])).get(blob)?.length).toBe(1);
  repo.write({ new: 'x' });
  expect((await repository.workingTree(everything)).find(({ path }) => path === 'new')?.oid).toBe(repo.git('hash-object', 'new'));
});

const name = fc.constantFrom('a', 'a.b', 'a-', 'a0', 'b', 'é');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => names.join('/'));
const tree = fc.dictionary(path, fc.constantFrom('1', '2', '3'), { maxKeys: 8 });

/** Without files that stand where others need a folder. */
function possible(files: Readonly<Record<string, string>>): RepoFiles {
  const paths = Object.keys(files);
  return Object.fromEntries(Object.entries(files).filter(([one]) => !paths.some(other => other.startsWith(`${one}/`))));
}

test('agrees with git diff-tree on random trees', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 4, maxLength: 6 }), async trees => {
      const repo = gitRepo({}, { bare: true });
      const ids = trees.map((files, index) => repo.commit(`t${index}`, possible(files), { parents: [] }));
      const pairs = ids.flatMap(before => ids.map(after => [before, after] as const));
      const walked = await (await open(repo)).changes(pairs, everything);
      for (const [index, [before, after]] of pairs.entries()) {
        const said = repo.git('diff-tree', '-r', '-z', '--no-renames', '--name-only', before, after).split('\0').slice(0, -1);
        expect((walked[index] ?? []).map(change => change.path)).toEqual(said);
      }
    }),
    { numRuns: 15 },
  );
});
