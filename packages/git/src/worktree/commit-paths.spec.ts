import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../process/git-error.js';
import { openRepository } from '../open-repository.js';
import type { Worktree } from './worktree.js';
import { type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

async function opened({ path }: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<Worktree> {
  return (await openRepository(path, { env: plainEnv(env) })).worktree;
}

function hook(repo: GitRepo, name: string, script: string): void {
  repo.write({ [`.git/hooks/${name}`]: `#!/bin/sh\n${script}\n` });
  chmodSync(join(repo.path, '.git/hooks', name), 0o755);
}

const shop = () => gitRepo({ main: { 'shop/0001_a.py': 'a', 'shop/0002_b.py': 'b', 'notes.md': '1', 'todo.md': '1' } });

/** A file under another name, one edited, one only staged, one untracked. */
function moved(): GitRepo {
  const repo = shop();
  repo.git('mv', 'shop/0002_b.py', 'shop/0003_b.py');
  repo.write({ 'shop/0001_a.py': 'A', 'notes.md': 'staged', 'todo.md': 'edited', 'shop/0004_c.py': 'untracked' });
  repo.git('add', 'notes.md');
  return repo;
}

const paths = ['shop/0002_b.py', 'shop/0003_b.py', 'shop/0001_a.py', 'shop/0004_c.py', 'shop/none.py'];

test('exactly these paths; what else is staged stays so, and stays out', async () => {
  const repo = moved();
  const commit = await (await opened(repo)).commit('Put shop behind main\n\n# no comment', paths);
  expect(commit).toBe(repo.id('main'));
  expect(repo.git('show', '--name-status', '--no-renames', '--format=%B', commit).split('\n')).toEqual([
    'Put shop behind main',
    '',
    '# no comment',
    '',
    '',
    'M\tshop/0001_a.py',
    'D\tshop/0002_b.py',
    'A\tshop/0003_b.py',
  ]);
  expect(repo.git('status', '--porcelain').split('\n')).toEqual(['M  notes.md', ' M todo.md', '?? shop/0004_c.py']);
});

test('a path that looks like a pattern, or is no UTF-8, names itself alone', async () => {
  const repo = gitRepo({ main: { 'shop/*.py': '1', 'shop/a.py': '1', 'caf\udce9.py': '1' } });
  repo.write({ 'shop/*.py': null, 'shop/a.py': '2' });
  const worktree = await opened(repo);
  await worktree.commit('x', ['shop/*.py', 'caf\udce9.py']);
  expect(repo.git('status', '--porcelain')).toBe('M shop/a.py'.padStart(12));
});

test('the first commit of all', async () => {
  const repo = gitRepo({});
  repo.write({ 'a.py': '1', 'b.py': '1' });
  repo.git('add', '.');
  await (await opened(repo)).commit('x', ['a.py']);
  expect(repo.git('ls-tree', '--name-only', 'HEAD')).toBe('a.py');
});

test("the user's hooks run, in the user's environment, and see what is committed", async () => {
  const repo = moved();
  hook(repo, 'pre-commit', 'git diff --cached --name-only --no-renames -- "*.py" >seen; echo $TEAM $LC_ALL ${GIT_DIR-none} >>seen');
  hook(repo, 'commit-msg', 'echo "Signed by a hook" >>"$1"');
  await (await opened(repo, { TEAM: 'shop', LC_ALL: 'C.UTF-8' })).commit('x', paths);
  const [one, two, three, last] = readFileSync(join(repo.path, 'seen'), 'utf8').split('\n');
  expect([one, two, three, last]).toEqual(['shop/0001_a.py', 'shop/0002_b.py', 'shop/0003_b.py', 'shop C.UTF-8 none']);
  expect(repo.git('log', '-1', '--format=%B').trim()).toBe('x\nSigned by a hook');
});

test('a hook that says no is quoted, and nothing is committed', async () => {
  const repo = moved();
  hook(repo, 'pre-commit', 'echo "line too long" >&2; exit 1');
  const before = repo.id('main');
  const failure = (await opened(repo)).commit('x', paths);
  await expect(failure).rejects.toThrow(GitError);
  await expect(failure).rejects.toThrow('line too long');
  expect(repo.id('main')).toBe(before);
  expect(repo.git('status', '--porcelain')).toContain('R  shop/0002_b.py -> shop/0003_b.py');
});

test('it is signed as the configuration says', async () => {
  const repo = moved();
  const signer = join(repo.path, '.git/sign');
  // gpg(1) with --status-fd=2: git wants this line and a signature on stdout.
  repo.write({ '.git/sign': "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\necho a signature\n" });
  chmodSync(signer, 0o755);
  repo.git('config', 'gpg.program', signer);
  repo.git('config', 'commit.gpgSign', 'true');
  const commit = await (await opened(repo)).commit('x', paths);
  expect(repo.git('cat-file', 'commit', commit)).toContain('gpgsig a signature');
});

test('nothing to commit is said', async () => {
  const repo = moved();
  await expect((await opened(repo)).commit('x', ['shop/0004_c.py'])).rejects.toThrow('nothing has changed that could be committed');
});

test.each([
  ['merge', ['merge', '--no-commit', 'feat']],
  ['cherry-pick', ['cherry-pick', 'feat']],
  ['rebase', ['rebase', 'feat']],
])('in the middle of a %s, git is to make the commit', async (name, command) => {
  const repo = gitRepo({ main: [{ 'a.py': '1' }, { 'a.py': '2', 'b.py': '1' }], feat: { 'a.py': '3' } });
  repo.ask(command);
  const before = repo.id('HEAD');
  repo.write({ 'c.py': '1' });
  repo.git('add', 'c.py');
  const failure = (await opened(repo)).commit('x', ['c.py']);
  await expect(failure).rejects.toThrow(`a ${name} is in progress`);
  await expect(failure).rejects.toMatchObject({ hint: `git ${name} --continue` });
  expect(repo.id('HEAD')).toBe(before);
});

test('where a rebase stops for a command, it commits', async () => {
  const repo = gitRepo({ main: [{ 'a.py': '1' }, { 'b.py': '1' }], feat: { 'c.py': '1' } });
  repo.checkout('feat');
  repo.ask(['rebase', '--exec', 'false', 'main']);
  repo.write({ 'c.py': '2' });
  await (await opened(repo)).commit('x', ['c.py']);
  expect(repo.ask(['rebase', '--continue']).status).toBe(0);
  expect(repo.git('log', '-1', '--format=%s', 'feat')).toBe('x');
});

test("a hook's environment of this repository is kept, one of another is not", async () => {
  const repo = moved();
  const other = shop();
  const elsewhere = plainEnv({ GIT_DIR: join(other.path, '.git'), GIT_INDEX_FILE: join(other.path, '.git/index') });
  const { worktree } = await openRepository(repo.path, { env: elsewhere, ambient: false });
  await worktree.commit('x', paths);
  expect(repo.git('log', '-1', '--format=%s')).toBe('x');
  other.write({ 'notes.md': '2' });
  const here = await openRepository(other.path, { env: elsewhere });
  await here.worktree.commit('y', ['notes.md']);
  expect(other.git('log', '-1', '--format=%s')).toBe('y');
  expect(existsSync(join(other.path, '.git/index.lock'))).toBe(false);
});

test('a working tree that lies apart from its repository, and even in another one', async () => {
  const repo = shop();
  const apart = shop();
  repo.git('config', 'core.worktree', apart.path);
  const before = apart.id('HEAD');
  apart.write({ 'notes.md': '2' });
  const { worktree } = await openRepository(join(repo.path, '.git'), { env: plainEnv() });
  expect(await worktree.commit('x', ['notes.md'])).toBe(repo.id('HEAD'));
  expect(apart.id('HEAD')).toBe(before);
});
