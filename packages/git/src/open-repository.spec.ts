import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from './process/git-error.js';
import { openRepository } from './open-repository.js';
import { GitRepo, gitRepo, plainEnv, scratch } from './testing/git-repo.js';

const env = plainEnv();
const reason = async (path: string, variables = env): Promise<GitError> => {
  const error: unknown = await openRepository(path, { env: variables }).catch((cause: unknown) => cause);
  if (error instanceof GitError) return error;
  throw new Error(`no GitError: ${String(error)}`);
};

test('a working tree, a folder in it, a file in it', async () => {
  const repo = gitRepo({ main: { 'a/b.py': '' } });
  for (const path of [repo.path, join(repo.path, 'a'), join(repo.path, 'a/b.py')]) {
    const { top, bare, commonDir, shallow } = await openRepository(path, { env });
    expect({ top, bare, commonDir, shallow }).toEqual({ top: repo.path, bare: false, commonDir: join(repo.path, '.git'), shallow: false });
  }
});

test('a bare clone, and the git directory of a working tree', async () => {
  const repo = gitRepo({ main: { a: '' } }, { bare: true });
  expect(await openRepository(repo.path, { env })).toMatchObject({ top: repo.path, bare: true, commonDir: repo.path });
  const tree = gitRepo({ main: { a: '' } });
  expect(await openRepository(join(tree.path, '.git'), { env })).toMatchObject({ bare: true, commonDir: join(tree.path, '.git') });
});

test('a linked worktree, with what git tells hooks that run there', async () => {
  const repo = gitRepo({ main: { 'a.py': '' }, feat: { 'b.py': '' } });
  const linked = join(scratch(), 'linked');
  repo.git('worktree', 'add', '--quiet', linked, 'feat');
  const hook = plainEnv({ GIT_DIR: join(repo.path, '.git/worktrees/linked'), GIT_PREFIX: '' });
  for (const variables of [env, hook]) {
    const repository = await openRepository(linked, { env: variables });
    expect(repository).toMatchObject({ top: linked, bare: false, commonDir: join(repo.path, '.git') });
    expect(await repository.head()).toEqual({ ref: 'refs/heads/feat', commit: repo.id('feat') });
    expect((await repository.workingTree({ key: 'all', wants: () => true })).map(({ path }) => path)).toEqual(['a.py', 'b.py']);
  }
});

test("a hook's environment is not about a repository that the user named", async () => {
  const [mine, named] = [gitRepo({ main: { a: '' } }), gitRepo({ trunk: { b: '' } })];
  const hook = plainEnv({ GIT_DIR: join(mine.path, '.git'), GIT_WORK_TREE: mine.path, GIT_INDEX_FILE: join(mine.path, '.git/index') });
  expect((await openRepository(named.path, { env: hook, ambient: false })).top).toBe(named.path);
  expect((await openRepository(named.path, { env: hook })).top).toBe(mine.path);
});

test('objects in quarantine are seen while a push is checked', async () => {
  const repo = gitRepo({ main: { a: '1' } }, { bare: true });
  const quarantine = join(scratch(), 'incoming');
  mkdirSync(quarantine);
  const variables = {
    GIT_DIR: '.',
    GIT_OBJECT_DIRECTORY: quarantine,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(repo.path, 'objects'),
    GIT_QUARANTINE_PATH: quarantine,
  };
  const blob = new GitRepo(repo.path, plainEnv(variables)).run(['hash-object', '-w', '--stdin'], 'new').toString().trim();
  const read = async (extra: Readonly<Record<string, string>>) =>
    (await (await openRepository(repo.path, { env: plainEnv(extra) })).read([blob])).size;
  expect([await read({}), await read(variables)]).toEqual([0, 1]);
});

test('a path with a newline and with a colon', async () => {
  const folder = join(scratch(), 'a\nb:"c');
  mkdirSync(folder);
  const repo = gitRepo({ main: [{ 'a.py': '1' }, { 'b.py': '1' }], feat: { 'c.py': '' } });
  repo.git('clone', '--quiet', repo.path, folder);
  const repository = await openRepository(folder, { env });
  expect(repository.top).toBe(folder);
  const [ours, theirs, base] = [repo.id('main'), repo.id('feat'), repo.id('main~1')];
  const [merged] = await repository.merge([{ base, ours, theirs }], { key: 'all', wants: () => true });
  expect(merged?.changes).toHaveLength(1);
});

test('no such folder, no repository', async () => {
  const folder = scratch();
  expect(await reason(join(folder, 'nope'))).toMatchObject({
    message: `${join(folder, 'nope')} does not exist`,
    hint: 'give the path of a working tree or a bare clone',
  });
  expect((await reason(folder)).message).toBe(`${folder} is not in a git repository`);
});

test('git is missing, or too old', async () => {
  const repo = gitRepo({ main: { a: '' } });
  const bin = scratch();
  expect((await reason(repo.path, { ...env, PATH: bin })).hint).toBe('install git 2.33 or newer and put it on PATH');
  writeFileSync(join(bin, 'git'), '#!/bin/sh\necho git version 2.25.1\n');
  chmodSync(join(bin, 'git'), 0o755);
  expect(await reason(repo.path, { ...env, PATH: bin })).toMatchObject({
    message: 'git 2.25.1 is too old',
    hint: 'install git 2.33 or newer',
  });
});

test('a repository in a format that this git does not know', async () => {
  const repo = gitRepo({ main: { a: '' } });
  repo.git('config', 'core.repositoryFormatVersion', '1');
  repo.git('config', 'extensions.nobodyKnows', 'this');
  const error = await reason(repo.path);
  expect(error.message).toContain('nobodyknows');
  expect(error.hint).toContain('install a newer git');
});

const root = process.getuid?.() === 0;

(root ? test : test.skip)("another user's repository, with git's own advice (needs root)", async () => {
  const repo = gitRepo({ main: { a: '' } });
  chownSync(repo.path, 12345, 12345);
  chownSync(join(repo.path, '.git'), 12345, 12345);
  const error = await reason(repo.path);
  expect(error.message).toContain('dubious ownership');
  expect(error.hint).toBe(`git config --global --add safe.directory ${repo.path}`);
});
