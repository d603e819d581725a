import { join } from 'node:path';
import { openRepository } from '../open-repository.js';
import { gitRepo, GitRepo, plainEnv, scratch } from '../testing/git-repo.js';
import type { CloneProperties } from './clone-properties.js';

async function cloneAt({ path, env }: GitRepo, at = path): Promise<CloneProperties> {
  return (await openRepository(at, { env })).cloneProperties();
}

async function hooksOf(repo: GitRepo, at?: string): Promise<CloneProperties['hooks']> {
  return (await cloneAt(repo, at)).hooks;
}

test("hooks lie in git's own folder unless somebody says otherwise", async () => {
  const repo = gitRepo({ main: { 'a.py': '' } });
  expect(await hooksOf(repo)).toEqual({ folder: join(repo.path, '.git/hooks') });
});

test('a relative path starts at the top of the working tree, a linked one too', async () => {
  const repo = gitRepo({ main: { 'a/b.py': '' } });
  repo.git('config', 'core.hooksPath', '.husky/_');
  const tree = join(scratch(), 'linked');
  repo.git('worktree', 'add', '--quiet', '--detach', tree);
  expect(await hooksOf(repo, join(repo.path, 'a'))).toEqual({ configured: '.husky/_', folder: join(repo.path, '.husky/_') });
  expect(await hooksOf(repo, tree)).toEqual({ configured: '.husky/_', folder: join(tree, '.husky/_') });
});

test('the nearest configuration holds, and a home is a home', async () => {
  const repo = gitRepo({ main: { 'a.py': '' } });
  repo.git('config', '--file', join(repo.path, 'machine'), 'core.hooksPath', '~/hooks');
  const env = plainEnv({ GIT_CONFIG_GLOBAL: join(repo.path, 'machine'), HOME: '/home/ada' });
  expect(await hooksOf(new GitRepo(repo.path, env))).toEqual({ configured: '/home/ada/hooks', folder: '/home/ada/hooks' });
  repo.git('config', 'core.hooksPath', 'here');
  expect(await hooksOf(new GitRepo(repo.path, env))).toEqual({ configured: 'here', folder: join(repo.path, 'here') });
});

test('a partial clone says so', async () => {
  const origin = gitRepo({ main: { 'a.py': '' } });
  const clone = origin.clone('--filter=blob:none', '--no-checkout');
  expect([(await cloneAt(origin)).partial, (await cloneAt(clone)).partial]).toEqual([false, true]);
});

test("git's version is the one that git tells", async () => {
  const repo = gitRepo({ main: { 'a.py': '' } });
  expect(repo.git('--version')).toContain((await cloneAt(repo)).gitVersion);
});
