import { openRepository } from '../open-repository.js';
import { type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

const open = (repo: GitRepo) => openRepository(repo.path, { env: plainEnv() });

const hostile = [
  '-dash',
  '--help',
  '--upload-pack=x',
  'x;touch${IFS}pwn',
  '$(id)',
  '`id`',
  `quo'te"s`,
  'a&b|c',
  '@',
  'refs/heads/x',
  '-',
  'ünïcode',
];

test.each(hostile)('a branch called %s is a branch and nothing else', async name => {
  const repo = gitRepo({ main: { a: '' } });
  const commit = repo.commit(`refs/heads/${name}`, { b: name }, { parents: ['main'] });
  const repository = await open(repo);
  expect((await repository.refs([`refs/heads/${name}`])).find(ref => ref.commit === commit)?.name).toBe(`refs/heads/${name}`);
  expect(await repository.resolve(`refs/heads/${name}`)).toBe(commit);
  expect(await repository.fullRefName(`heads/${name}`)).toBe(`refs/heads/${name}`);
  if (name !== '@') expect(await repository.resolve(name)).toBe(commit);
});

test('a branch called HEAD does not stand in for HEAD', async () => {
  const repo = gitRepo({ main: { a: '' } });
  const other = repo.commit('refs/heads/HEAD', { a: 'x' });
  const repository = await open(repo);
  expect(await repository.resolve('HEAD')).toBe(repo.git('rev-parse', 'refs/heads/main'));
  expect(await repository.resolve('refs/heads/HEAD')).toBe(other);
  expect(await repository.head()).toEqual({ ref: 'refs/heads/main', commit: repo.git('rev-parse', 'refs/heads/main') });
});

const noNames = [
  '',
  'nope',
  'main:a',
  '^main',
  'main..main',
  'a b',
  'main\nmain',
  ':/Change',
  'main^{/Change}',
  '--',
  '0'.repeat(40),
  'main\0',
];

test.each(noNames)('%j names no commit', async name => {
  const repository = await open(gitRepo({ main: { a: '' } }));
  expect(await repository.resolve(name)).toBeUndefined();
  expect(await repository.fullRefName(name)).toBeUndefined();
});

test('ids, whole and abbreviated, and what hangs on a name', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: '2' }] });
  const repository = await open(repo);
  const [newest, oldest] = [repo.id('main'), repo.id('main~1')];
  expect(await repository.resolve(newest)).toBe(newest);
  expect(await repository.resolve(newest.slice(0, 9))).toBe(newest);
  expect(await repository.resolve('main~1')).toBe(oldest);
  expect(await repository.fullRefName(newest)).toBeUndefined();
  expect(await repository.fullRefName('main~1')).toBeUndefined();
  expect(await repository.fullRefName('main')).toBe('refs/heads/main');
});

test('tags are peeled; what points to no commit, or to nothing, is left out', async () => {
  const repo = gitRepo({ main: { a: '' } });
  repo.git('tag', '-a', '-m', 'one', 'v1');
  repo.git('tag', '-a', '-m', 'two', 'v2', 'v1');
  repo.git('update-ref', 'refs/tags/tree', repo.git('rev-parse', 'main^{tree}'));
  repo.write({ '.git/refs/heads/broken': `${'1'.repeat(40)}\n` });
  const commit = repo.id('main');
  expect(await (await open(repo)).refs(['refs/'])).toEqual([
    { name: 'refs/heads/main', commit },
    { name: 'refs/tags/v1', commit },
    { name: 'refs/tags/v2', commit },
  ]);
});

test('patterns are whole names, folders and globs; none at all selects nothing', async () => {
  const repo = gitRepo({ main: { a: '' }, 'feat/sku': {}, 'feat/deep/er': {}, fix: {} });
  repo.git('update-ref', 'refs/pull/7/head', 'main');
  repo.git('update-ref', 'refs/pull/7/merge', 'main');
  const repository = await open(repo);
  const names = async (...patterns: string[]) => (await repository.refs(patterns)).map(({ name }) => name);
  expect(await names('refs/heads/feat/')).toEqual(['refs/heads/feat/deep/er', 'refs/heads/feat/sku']);
  expect(await names('refs/heads/f*')).toEqual(['refs/heads/fix']);
  expect(await names('refs/pull/*/head')).toEqual(['refs/pull/7/head']);
  expect(await names('--format=%(refname)')).toEqual([]);
  expect(await names()).toEqual([]);
});

test('the default branch of a remote, of a working repository, of a mirror', async () => {
  const origin = gitRepo({ trunk: { a: '' }, develop: {} });
  const clone = origin.clone();
  const repository = await open(clone);
  expect(await repository.remotes()).toEqual(['origin']);
  expect(await repository.defaultBranch('origin')).toBe('refs/remotes/origin/trunk');
  expect(await repository.fullRefName('origin')).toBe('refs/remotes/origin/trunk');
  expect(await repository.fullRefName('origin/trunk')).toBe('refs/remotes/origin/trunk');
  clone.git('symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
  expect(await repository.defaultBranch('origin')).toBe('refs/remotes/origin/develop');
  expect(await repository.defaultBranch('nowhere')).toBeUndefined();
  expect(await (await open(origin)).defaultBranch()).toBe('refs/heads/develop');
  expect(await (await open(origin.clone('--mirror'))).defaultBranch()).toBe('refs/heads/trunk');
});

test('init.defaultBranch is the last word, and names a branch only when there is one', async () => {
  const repo = gitRepo({ 'my-work': { a: '' }, stem: {} });
  repo.git('config', 'init.defaultBranch', 'stem');
  expect(await (await open(repo)).defaultBranch()).toBe('refs/heads/stem');
});

test('a repository without commits has a branch to be and nothing else', async () => {
  const repository = await open(gitRepo({}));
  expect(await repository.head()).toEqual({ ref: 'refs/heads/main' });
  expect(await repository.refs(['refs/'])).toEqual([]);
  expect(await repository.resolve('HEAD')).toBeUndefined();
  expect(await repository.defaultBranch()).toBeUndefined();
});

test('a detached HEAD has a commit and no name', async () => {
  const repo = gitRepo({ main: { a: '' } });
  repo.git('checkout', '--quiet', '--detach');
  expect(await (await open(repo)).head()).toEqual({ commit: repo.id('main') });
});
