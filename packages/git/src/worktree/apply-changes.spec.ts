import type { FileChange } from '@oneleaf/core';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../process/git-error.js';
import type { Repository } from '../repository.js';
import type { PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import { type RepoFiles, type GitRepo, gitRepo, plainEnv, scratch } from '../testing/git-repo.js';

const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };

async function opened(repo: GitRepo): Promise<Repository> {
  const repository = await openRepository(repo.path, { env: plainEnv() });
  await repository.workingTree(python);
  return repository;
}

function files(top: string): Readonly<Record<string, string>> {
  const names = readdirSync(top, { recursive: true, withFileTypes: true });
  const paths = names.filter(one => one.isFile()).map(one => join(one.parentPath, one.name));
  const own = paths.map(path => path.slice(top.length + 1)).filter(path => !path.startsWith('.git/'));
  return Object.fromEntries(own.sort().map(path => [path, readFileSync(join(top, path), 'utf8')]));
}

const shop = (more: RepoFiles = {}) => gitRepo({ main: { 'shop/0001_a.py': 'a', 'shop/0002_b.py': 'b', ...more } });

test('a new file, a new folder, another text, and a file that goes away', async () => {
  const repo = shop();
  const repository = await opened(repo);
  await repository.apply([
    { path: 'shop/0003_c.py', text: 'c\né' },
    { path: 'pay/migrations/0001_initial.py', text: '' },
    { path: 'shop/0001_a.py', text: 'A' },
    { path: 'shop/0002_b.py', text: null },
    { path: 'shop/never.py', text: null },
    { path: 'top.txt', text: 'here' },
  ]);
  const now = { 'pay/migrations/0001_initial.py': '', 'shop/0001_a.py': 'A', 'shop/0003_c.py': 'c\né', 'top.txt': 'here' };
  expect(files(repo.path)).toEqual(now);
  await repository.apply([{ path: 'shop/0001_a.py', text: 'AA' }]);
  expect(files(repo.path)).toEqual({ ...now, 'shop/0001_a.py': 'AA' });
});

test("a file keeps its permissions, and the index is not git's to change", async () => {
  const repo = shop();
  chmodSync(join(repo.path, 'shop/0001_a.py'), 0o755);
  const repository = await opened(repo);
  await repository.apply([
    { path: 'shop/0001_a.py', text: 'A' },
    { path: 'shop/0003_c.py', text: '' },
  ]);
  expect(statSync(join(repo.path, 'shop/0001_a.py')).mode & 0o777).toBe(0o755);
  expect(statSync(join(repo.path, 'shop/0003_c.py')).mode & 0o111).toBe(0);
  expect(repo.git('diff', '--cached', '--name-only')).toBe('');
});

test('a path that is no UTF-8 is written as the bytes that it is', async () => {
  const repo = shop({ 'caf\udce9.py': '1' });
  const repository = await opened(repo);
  await repository.apply([{ path: 'caf\udce9.py', text: '2' }]);
  expect(repo.git('-c', 'core.quotePath=true', 'diff', '--name-only')).toBe('"caf\\351.py"');
});

test('line ends that a checkout changed stay as they are', async () => {
  const repo = shop({ 'shop/0003_c.py': 'x\ny\n' });
  repo.git('config', 'core.autocrlf', 'true');
  rmSync(join(repo.path, 'shop/0003_c.py'));
  repo.checkout();
  await (await opened(repo)).apply([{ path: 'shop/0003_c.py', text: 'x\nz\n' }]);
  expect(readFileSync(join(repo.path, 'shop/0003_c.py'), 'utf8')).toBe('x\r\nz\r\n');
});

const edits = [
  { path: 'shop/0001_a.py', text: 'A' },
  { path: 'shop/0002_b.py', text: null },
  { path: 'pay/new/0001_initial.py', text: '1' },
];

const edited = (path: string) => ({ path, text: '' });
const asItIs = () => undefined;
const OUTSIDE = 'is not a file of the working tree';

/** What stands in the way, the change that meets it, and what is said of it. */
const hostile: readonly (readonly [string, (repo: GitRepo) => void, FileChange, string])[] = [
  ['a symbolic link instead of a folder', link('out'), edited('out/a.py'), 'out is a symbolic link'],
  ['a symbolic link above the folder', link('out'), edited('out/deep/a.py'), 'out is a symbolic link'],
  ['a symbolic link instead of a file', link('out.py'), edited('out.py'), 'out.py is a symbolic link'],
  ['a symbolic link that is to go', link('out.py'), { path: 'out.py', text: null }, 'out.py is a symbolic link'],
  ['a folder in the way', repo => mkdirSync(join(repo.path, 'c.py')), edited('c.py'), 'c.py is a folder'],
  ['a file where a folder should be', asItIs, edited('shop/0001_a.py/b.py'), 'shop/0001_a.py is a file'],
  ['a way out', asItIs, edited('shop/../../a.py'), OUTSIDE],
  ['an absolute path', asItIs, edited('/etc/a.py'), OUTSIDE],
  ['nothing', asItIs, edited(''), OUTSIDE],
  ['a folder', asItIs, edited('shop/'), OUTSIDE],
  ["git's folder", asItIs, edited('.git/hooks/pre-push'), OUTSIDE],
  ["git's folder on a file system without letter case", asItIs, edited('shop/.GIT/config'), OUTSIDE],
  ['a NUL', asItIs, edited('shop/a\0.py'), OUTSIDE],
  ['another repository', repo => repo.git('init', '--quiet', 'lib'), edited('lib/a.py'), 'lib is another repository'],
  ['a file that nobody has read', repo => repo.write({ 'notes.md': '1' }), edited('notes.md'), 'notes.md is there already'],
  ['a name that is too long', asItIs, edited(`shop/${'a'.repeat(300)}.py`), 'ENAMETOOLONG'],
  ['a folder that another change makes', asItIs, edited('pay/new'), 'EISDIR'],
];

function link(path: string): (repo: GitRepo) => void {
  return repo => {
    const elsewhere = scratch();
    mkdirSync(join(elsewhere, 'deep'));
    symlinkSync(elsewhere, join(repo.path, path));
  };
}

test.each(hostile)('%s: nothing is written', async (_, prepare, change, message) => {
  const repo = shop();
  prepare(repo);
  const repository = await opened(repo);
  const before = files(repo.path);
  const failure = repository.apply([...edits, change]);
  await expect(failure).rejects.toThrow(GitError);
  await expect(failure).rejects.toThrow(message);
  expect(files(repo.path)).toEqual(before);
  expect(readdirSync(repo.path)).not.toContain('pay');
});

test.each([
  ['edited', (path: string) => writeFileSync(path, 'other'), 'has just been changed'],
  ['deleted', (path: string) => rmSync(path), 'was there a moment ago'],
])('a file that was %s in the meantime is left alone', async (_, meddle, message) => {
  const repo = shop();
  const repository = await opened(repo);
  meddle(join(repo.path, 'shop/0002_b.py'));
  const before = files(repo.path);
  await expect(repository.apply([{ path: 'shop/0002_b.py', text: 'B' }])).rejects.toThrow(message);
  expect(files(repo.path)).toEqual(before);
});

test('a file that appeared in the meantime is left alone', async () => {
  const repo = shop();
  const repository = await opened(repo);
  repo.write({ 'shop/0003_c.py': 'theirs' });
  await expect(repository.apply([{ path: 'shop/0003_c.py', text: 'ours' }])).rejects.toThrow('shop/0003_c.py is there already');
});

test('a folder that may not be written to: nothing is written anywhere', async () => {
  const repo = shop({ 'pay/0001_a.py': 'a' });
  const repository = await opened(repo);
  for (const folder of ['', 'pay', '.git']) chmodSync(join(repo.path, folder), 0o777);
  chmodSync(join(repo.path, 'shop'), 0o555);
  const before = files(repo.path);
  const changes = [
    { path: 'pay/0001_a.py', text: null },
    { path: 'shop/0003_c.py', text: 'c' },
  ];
  await expect(asNobody(() => repository.apply(changes))).rejects.toThrow(
    'shop/0003_c.py cannot be written, so nothing was: EACCES: permission denied',
  );
  expect(files(repo.path)).toEqual(before);
});

/** Permissions hold nobody back who is root, as in a container. */
async function asNobody<T>(task: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65_534);
  try {
    return await task();
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
}

test('a bare clone has nothing to write to', async () => {
  const repository = await openRepository(gitRepo({ main: {} }, { bare: true }).path, { env: plainEnv() });
  await expect(repository.apply([{ path: 'a.py', text: '' }])).rejects.toThrow('has no working tree');
});
