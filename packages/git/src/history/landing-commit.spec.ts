import { openRepository } from '../open-repository.js';
import { gitRepo, plainEnv, type GitRepo } from '../testing/git-repo.js';

const landing = async (repo: GitRepo, path: string) =>
  (await openRepository(repo.path, { env: plainEnv() })).landingCommit(repo.id('main'), path);

test('a merge stands for what it brought', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { b: '1' }], feat: { 'x/0002.py': '1' } });
  repo.commit('feat', { 'x/0003.py': '1' }, { author: 'Feat Author' });
  const merge = repo.commit(
    'main',
    { 'x/0002.py': '1', 'x/0003.py': '1' },
    { parents: ['main', 'feat'], author: 'Mia Merger', message: 'Merge feat', time: 1_700_000_000 },
  );
  repo.commit('main', { 'x/0002.py': '2' });
  expect(await landing(repo, 'x/0002.py')).toEqual({
    commit: merge,
    author: 'Mia Merger',
    time: 1_700_000_000,
    subject: 'Merge feat',
    content: repo.git('rev-parse', `${merge}:x/0002.py`),
  });
});

test('a path that came again was landed by whoever brought it last', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: null }, { a: '2' }, { b: '' }] });
  expect((await landing(repo, 'a'))?.commit).toBe(repo.id('main~1'));
});

test('a path of the first commit, a path that is not there', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { b: '1' }] });
  expect((await landing(repo, 'a'))?.commit).toBe(repo.id('main~1'));
  expect(await landing(repo, 'nope')).toBeUndefined();
});

const odd = ['--help', ':(glob)**', '*', 'é "\n\t.py', ':!x', 'caf\udce9.py'];

test.each(odd)('the path %j is taken by its letters', async path => {
  const repo = gitRepo({ main: [{ 'other.py': '1' }, { [path]: '1' }, { 'last.py': '1' }] }, { bare: true });
  const found = await landing(repo, path);
  expect(found?.commit).toBe(path.includes('\udce9') ? undefined : repo.id('main~1'));
});

test('odd names and messages', async () => {
  const repo = gitRepo({ main: { a: '1' } });
  const commit = repo.commit('main', { b: '' }, { author: 'Zoë "Z" \\', message: 'Änderung\twith tab\n\nbody' });
  expect(await landing(repo, 'b')).toMatchObject({ commit, author: 'Zoë "Z" \\', subject: 'Änderung\twith tab' });
});
