import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../process/git-error.js';
import type { Repository } from '../repository.js';
import type { PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import type { FileRewrite } from './worktree.js';
import { type RepoBranches, type GitRepo, gitRepo, plainEnv, type GitRepoOptions, scratch } from '../testing/git-repo.js';
import { chainFiles, shiftRewrite } from '../testing/rewrite-example.js';
import { snapshotWorkingTree } from '../testing/working-tree-snapshot.js';

const every: PathFilter = { key: 'every', wants: () => true };

async function opened(repo: GitRepo): Promise<Repository> {
  const repository = await openRepository(repo.path, { env: plainEnv() });
  await repository.workingTree(every);
  return repository;
}

const status = (repo: GitRepo): readonly string[] => repo.git('status', '--porcelain', '--untracked-files=all', '--no-renames').split('\n');

const shop = (branches: RepoBranches = { main: chainFiles }, options: GitRepoOptions = {}) => gitRepo(branches, options);

/** After a rewriting: what it made; and then that undoing it leaves nothing of it. */
async function thereAndBack(repo: GitRepo, rewriting: FileRewrite): Promise<readonly string[]> {
  const before = snapshotWorkingTree(repo);
  await (await opened(repo)).worktree.rewrite(rewriting);
  const made = snapshotWorkingTree(repo);
  const summary = status(repo);
  const { worktree } = await opened(repo);
  await worktree.undo();
  expect(snapshotWorkingTree(repo)).toEqual(before);
  expect(await worktree.lastRewrite()).toBeUndefined();
  await (await opened(repo)).worktree.rewrite(rewriting);
  expect(snapshotWorkingTree(repo)).toEqual(made);
  return summary;
}

test.each(['sha1', 'sha256'] as const)('files move over one another, permissions and index with them (%s)', async format => {
  const repo = shop({ main: chainFiles }, { format });
  chmodSync(join(repo.path, 'shop/0002_b.py'), 0o755);
  repo.git('add', '.');
  const summary = await thereAndBack(repo, shiftRewrite);
  expect(summary).toEqual(['D  shop/0002_b.py', 'M  shop/0003_c.py', 'A  shop/0004_d.py', 'M  shop/max_migration.txt']);
  const { files, index } = snapshotWorkingTree(repo);
  expect(files).toEqual({
    shop: '755',
    'shop/0001_a.py': '644 a',
    'shop/0003_c.py': '755 b, after a',
    'shop/0004_d.py': '644 c, after b',
    'shop/max_migration.txt': '644 0004_d\n',
  });
  expect(index.map(line => line.slice(0, 6))).toEqual(['100644', '100755', '100644', '100644']);
  expect(repo.ask(['diff-files', '--quiet']).status).toBe(0);
});

test('what is remembered: the state, the paths, the note and HEAD, until it is forgotten', async () => {
  const repo = shop();
  const { worktree } = await opened(repo);
  expect(await worktree.lastRewrite()).toBeUndefined();
  await worktree.rewrite(shiftRewrite);
  const paths = shiftRewrite.changes.map(({ path }) => path);
  expect(await worktree.lastRewrite()).toEqual({ state: 'done', note: shiftRewrite.note, paths, head: repo.id('HEAD') });
  await expect(worktree.finish()).rejects.toThrow('there is no interrupted rewriting to finish');
  await worktree.rewrite({ changes: [{ path: 'shop/0004_d.py', text: 'again' }], moves: [], note: null });
  expect(await worktree.lastRewrite()).toMatchObject({ note: null, paths: ['shop/0004_d.py'] });
  await worktree.forget();
  expect(await worktree.lastRewrite()).toBeUndefined();
  await expect(worktree.undo()).rejects.toThrow('there is no rewriting to undo');
});

test('untracked files stay untracked, and new ones are', async () => {
  const repo = shop({ main: { 'shop/0001_a.py': 'a' } });
  repo.write({ 'shop/0002_b.py': 'b', 'shop/0003_c.py': 'c' });
  const summary = await thereAndBack(repo, {
    changes: [...shiftRewrite.changes.slice(0, 3), { path: 'pay/new/0001_initial.py', text: '1' }],
    moves: shiftRewrite.moves,
    note: null,
  });
  expect(summary).toEqual(['?? pay/new/0001_initial.py', '?? shop/0003_c.py', '?? shop/0004_d.py']);
});

test('an untracked file that comes to where a tracked one was stays untracked', async () => {
  const repo = shop({ main: { 'shop/0001_a.py': 'a', 'shop/0003_c.py': 'c' } });
  repo.write({ 'shop/0002_b.py': 'b' });
  const summary = await thereAndBack(repo, { ...shiftRewrite, changes: shiftRewrite.changes.slice(0, 3) });
  expect(summary).toEqual(['D  shop/0003_c.py', 'A  shop/0004_d.py', '?? shop/0003_c.py']);
});

test('what is staged of a file with changes of its own goes with it, and the changes stay unstaged', async () => {
  const repo = shop();
  repo.write({ 'shop/0002_b.py': 'b, being edited', 'shop/max_migration.txt': 'being edited' });
  const summary = await thereAndBack(repo, shiftRewrite);
  expect(summary).toEqual(['D  shop/0002_b.py', 'MM shop/0003_c.py', 'A  shop/0004_d.py', ' M shop/max_migration.txt']);
  expect(repo.git('show', ':shop/0003_c.py')).toBe('b');
});

test('a file that is deleted leaves the index, unless it had changes of its own', async () => {
  const repo = shop();
  repo.write({ 'shop/0003_c.py': 'edited' });
  const changes = ['shop/0002_b.py', 'shop/0003_c.py'].map(path => ({ path, text: null }));
  expect(await thereAndBack(repo, { changes, moves: [], note: null })).toEqual(['D  shop/0002_b.py', ' D shop/0003_c.py']);
});

test('before the first commit', async () => {
  const repo = gitRepo({});
  repo.write(chainFiles);
  repo.git('add', 'shop/0002_b.py', 'shop/max_migration.txt');
  const summary = await thereAndBack(repo, shiftRewrite);
  expect(summary).toEqual(['A  shop/0003_c.py', 'A  shop/max_migration.txt', '?? shop/0001_a.py', '?? shop/0004_d.py']);
});

test('on a detached HEAD, and in a linked worktree, which remembers its own', async () => {
  const repo = shop();
  repo.git('checkout', '--quiet', '--detach');
  const path = join(scratch(), 'linked');
  repo.git('worktree', 'add', '--quiet', '--detach', path);
  const linked = Object.assign(Object.create(repo), { path }) as GitRepo;
  await thereAndBack(linked, shiftRewrite);
  expect(await (await opened(repo)).worktree.lastRewrite()).toBeUndefined();
  await thereAndBack(repo, shiftRewrite);
});

describe('line ends', () => {
  const lines = { 'shop/0002_b.py': 'x\ny\n', 'shop/0003_c.py': 'p\r\nq\r\n' };
  const rewriting: FileRewrite = {
    changes: [
      { path: 'shop/0002_b.py', text: null },
      { path: 'shop/0003_c.py', text: 'p\r\nQ\r\n' },
      { path: 'shop/0004_b.py', text: 'x\nY\n' },
    ],
    moves: [{ from: 'shop/0002_b.py', to: 'shop/0004_b.py' }],
    note: null,
  };

  test.each([
    ['core.autocrlf', (repo: GitRepo) => repo.git('config', 'core.autocrlf', 'true')],
    ['an attribute', (repo: GitRepo) => repo.write({ '.git/info/attributes': 'shop/000[24]* text eol=crlf\n' })],
  ])('of a checkout with %s stay as they are, and so do those of the blobs', async (_, configure) => {
    const repo = shop({ main: lines });
    configure(repo);
    rmSync(join(repo.path, 'shop'), { recursive: true });
    repo.checkout();
    const summary = await thereAndBack(repo, rewriting);
    expect(summary).toEqual(['D  shop/0002_b.py', 'M  shop/0003_c.py', 'A  shop/0004_b.py']);
    expect(readFileSync(join(repo.path, 'shop/0004_b.py'), 'utf8')).toBe('x\r\nY\r\n');
    expect(repo.run(['show', ':shop/0004_b.py']).toString()).toBe('x\nY\n');
    expect(readFileSync(join(repo.path, 'shop/0003_c.py'), 'utf8')).toBe('p\r\nQ\r\n');
    expect(repo.run(['show', ':shop/0003_c.py']).toString()).toBe('p\r\nQ\r\n');
  });
});

test('a file that a filter keeps in another form is staged in that form', async () => {
  const repo = shop();
  repo.write({ '.git/info/attributes': 'shop/* filter=turn\n' });
  repo.git('config', 'filter.turn.clean', 'tr a-z b-za');
  repo.git('config', 'filter.turn.smudge', 'tr b-za a-z');
  repo.git('add', '--renormalize', '.');
  await thereAndBack(repo, { changes: [{ path: 'shop/0001_a.py', text: 'xyz' }], moves: [], note: null });
  expect(repo.git('show', ':shop/0001_a.py')).toBe('yza');
});

test('a path that is no UTF-8', async () => {
  const repo = shop({ main: { 'caf\udce9.py': '1' } });
  const rewriting = {
    changes: [
      { path: 'caf\udce9.py', text: null },
      { path: 'caf\udcea.py', text: '2' },
    ],
    moves: [{ from: 'caf\udce9.py', to: 'caf\udcea.py' }],
    note: 'café \udce9',
  };
  const repository = await opened(repo);
  await repository.worktree.rewrite(rewriting);
  const tracked = () => repo.run(['ls-files', '-z']).toString('latin1');
  expect(tracked()).toBe('caf\xea.py\0');
  expect((await repository.worktree.lastRewrite())?.note).toBe(rewriting.note);
  await repository.worktree.undo();
  expect(tracked()).toBe('caf\xe9.py\0');
  expect(status(repo)).toEqual(['']);
});

const hostile: readonly (readonly [string, (repo: GitRepo) => void, string])[] = [
  ['a symbolic link instead of a file', repo => swapFor(repo, full => symlinkSync('0001_a.py', full)), 'shop/0003_c.py is a symbolic link'],
  ['a folder instead of a file', repo => swapFor(repo, full => mkdirSync(full)), 'shop/0003_c.py is a folder'],
  ['another repository', repo => repo.git('init', '--quiet', 'shop'), 'shop is another repository'],
  ['a file that nobody has read', repo => repo.write({ 'shop/0004_d.py': '' }), 'shop/0004_d.py is there already'],
  ['a file that was edited meanwhile', repo => repo.write({ 'shop/0002_b.py': 'x' }), 'shop/0002_b.py has just been changed'],
  ['a file that is gone', repo => rmSync(join(repo.path, 'shop/0002_b.py')), 'shop/0002_b.py was there a moment ago'],
  ['a lock', repo => writeFileSync(join(repo.path, '.git/index.lock'), ''), 'another git command holds'],
  ['a journal that cannot be written', repo => repo.write({ '.git/oneleaf': '' }), 'cannot be written: E'],
];

function swapFor({ path }: GitRepo, make: (full: string) => void): void {
  rmSync(join(path, 'shop/0003_c.py'));
  make(join(path, 'shop/0003_c.py'));
}

test.each(hostile)('%s in the way: nothing is written', async (_, prepare, message) => {
  const repo = shop();
  const repository = await opened(repo);
  prepare(repo);
  const before = snapshotWorkingTree(repo);
  const failure = repository.worktree.rewrite(shiftRewrite);
  await expect(failure).rejects.toThrow(GitError);
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toThrow('nothing was written');
  expect(snapshotWorkingTree(repo)).toEqual(before);
  expect(await repository.worktree.lastRewrite()).toBeUndefined();
  expect(existsSync(join(repo.path, '.git/oneleaf/rewrite/interrupted'))).toBe(false);
});

test('a file that stands where another needs a folder: nothing is written', async () => {
  const repo = shop();
  const before = snapshotWorkingTree(repo);
  const changes = ['pay/0001_a.py', 'pay'].map(path => ({ path, text: '' }));
  const { worktree } = await opened(repo);
  await expect(worktree.rewrite({ changes, moves: [], note: null })).rejects.toThrow(
    'pay would be a file and a folder: nothing was written',
  );
  expect(snapshotWorkingTree(repo)).toEqual(before);
});
