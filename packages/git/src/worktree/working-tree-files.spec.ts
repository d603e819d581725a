import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../repository.js';
import type { TreeEntry, PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import { GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };
const open = (repo: GitRepo, env: Readonly<Record<string, string>> = {}) => openRepository(repo.path, { env: plainEnv(env) });

async function texts(repository: Repository, entries: readonly TreeEntry[]): Promise<Readonly<Record<string, string>>> {
  const contents = await repository.read(entries.map(({ oid }) => oid));
  return Object.fromEntries(
    entries.map(({ path, oid, link, unmerged }) => [
      `${link ? '@' : ''}${unmerged === true ? '!' : ''}${path}`,
      Buffer.from(contents.get(oid) ?? []).toString(),
    ]),
  );
}

async function onDisk(repo: GitRepo): Promise<Readonly<Record<string, string>>> {
  const repository = await open(repo);
  return texts(repository, await repository.workingTree(python));
}

async function staged(repo: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, string>>> {
  const repository = await open(repo, env);
  return texts(repository, await repository.indexed(python));
}

test('edited, deleted, untracked and ignored files; the index has what is staged', async () => {
  const repo = gitRepo({ main: { 'a.py': '1', 'b.py': '1', 'c.py': '1', '.gitignore': 'ignored*\n' } });
  repo.write({ 'a.py': '2', 'b.py': null, 'new/d.py': '1', 'ignored.py': '1', 'notes.md': '' });
  repo.git('add', 'new/d.py');
  repo.write({ 'new/d.py': '2', 'new/e\n.py': '1' });
  expect(await onDisk(repo)).toEqual({ 'a.py': '2', 'c.py': '1', 'new/d.py': '2', 'new/e\n.py': '1' });
  expect(await staged(repo)).toEqual({ 'a.py': '1', 'b.py': '1', 'c.py': '1', 'new/d.py': '1' });
});

test('an id is that of the blob that git would write, also where git has it already', async () => {
  const repo = gitRepo({ main: { 'a.py': '1' } });
  repo.write({ 'b.py': 'new' });
  const entries = await (await open(repo)).workingTree(python);
  expect(entries.map(({ oid }) => oid)).toEqual([repo.git('rev-parse', 'main:a.py'), repo.git('hash-object', 'b.py')]);
});

test('before the first commit', async () => {
  const repo = gitRepo({});
  repo.write({ 'a.py': '1', 'b.py': '1' });
  repo.git('add', 'a.py');
  expect(await onDisk(repo)).toEqual({ 'a.py': '1', 'b.py': '1' });
  expect(await staged(repo)).toEqual({ 'a.py': '1' });
});

test('links are not followed, neither to a file nor through a folder, nor round and round', async () => {
  const repo = gitRepo({ main: { 'real/a.py': '1', 'moved/b.py': '1', 'file.py': '1' } });
  rmSync(join(repo.path, 'moved'), { recursive: true });
  symlinkSync('real', join(repo.path, 'moved'));
  rmSync(join(repo.path, 'file.py'));
  symlinkSync('/etc/passwd', join(repo.path, 'file.py'));
  symlinkSync('loop.py', join(repo.path, 'loop.py'));
  symlinkSync('.', join(repo.path, 'round.py'));
  expect(await onDisk(repo)).toEqual({ 'real/a.py': '1', '@file.py': '/etc/passwd', '@loop.py': 'loop.py', '@round.py': '.' });
});

test('a folder where a file was, and a submodule', async () => {
  const repo = gitRepo({ main: { 'a.py': '1', 'lib.py': { submodule: '1'.repeat(40) } } });
  rmSync(join(repo.path, 'a.py'));
  mkdirSync(join(repo.path, 'a.py'));
  writeFileSync(join(repo.path, 'a.py', 'b.py'), '2');
  mkdirSync(join(repo.path, 'lib.py'), { recursive: true });
  expect(await onDisk(repo)).toEqual({ 'a.py/b.py': '2', '@lib.py': '' });
});

test('a file that a sparse checkout leaves out is not deleted', async () => {
  const repo = gitRepo({ main: { 'in/a.py': '1', 'out/b.py': '2' } });
  repo.git('sparse-checkout', 'set', 'in');
  expect(readdirSync(repo.path)).not.toContain('out');
  expect(await onDisk(repo)).toEqual({ 'in/a.py': '1', 'out/b.py': '2' });
});

test('line ends that a checkout changed are no edit', async () => {
  const repo = gitRepo({ main: { 'a.py': 'x\ny\n' } });
  repo.git('config', 'core.autocrlf', 'true');
  rmSync(join(repo.path, 'a.py'));
  repo.checkout();
  const [entry] = await (await open(repo)).workingTree(python);
  expect(entry?.oid).toBe(repo.git('rev-parse', 'main:a.py'));
});

test('in the middle of a merge, the index flags what is unmerged and the disk has the markers', async () => {
  const repo = gitRepo({
    main: [
      { 'a.py': '1\n', 'b.py': '1\n' },
      { 'a.py': 'ours\n', 'b.py': null },
    ],
    feat: { 'a.py': 'theirs\n', 'b.py': '2\n', 'c.py': '3\n' },
  });
  expect(repo.ask(['merge', 'feat']).status).toBe(1);
  expect(await staged(repo)).toEqual({ '!a.py': 'ours\n', '!b.py': '2\n', 'c.py': '3\n' });
  expect((await onDisk(repo))['a.py']).toContain('<<<<<<< HEAD\nours\n');
});

test("the index is the one that git's hook names, relative to where the hook runs", async () => {
  const repo = gitRepo({ main: { 'a.py': '1' } });
  repo.write({ 'b.py': '1' });
  copyFileSync(join(repo.path, '.git/index'), join(repo.path, '.git/next-index'));
  new GitRepo(repo.path, plainEnv({ GIT_INDEX_FILE: '.git/next-index' })).git('add', 'b.py');
  expect(await staged(repo)).toEqual({ 'a.py': '1' });
  expect(await staged(repo, { GIT_INDEX_FILE: '.git/next-index' })).toEqual({ 'a.py': '1', 'b.py': '1' });
  const elsewhere = await openRepository(repo.path, { env: plainEnv({ GIT_INDEX_FILE: '.git/next-index' }), ambient: false });
  expect(await elsewhere.indexed(python)).toHaveLength(1);
});

test('nothing that the configuration names is run, and nothing is written', async () => {
  const repo = gitRepo({ main: { 'a.py': '1', '.gitattributes': '*.py filter=evil diff=evil\n' } });
  const evil = `touch ${repo.path}/pwned`;
  for (const key of [
    'filter.evil.clean',
    'filter.evil.smudge',
    'filter.evil.process',
    'diff.evil.textconv',
    'diff.external',
    'core.fsmonitor',
    'core.pager',
    'core.editor',
    'gpg.program',
    'core.sshCommand',
    'core.askPass',
  ]) {
    repo.git('config', key, evil);
  }
  repo.git('config', 'log.showSignature', 'true');
  repo.git('config', 'diff.evil.command', evil);
  repo.write({ '.git/hooks/post-index-change': `#!/bin/sh\n${evil}\n`, 'a.py': '2', 'b.py': '1' });
  chmodSync(join(repo.path, '.git/hooks/post-index-change'), 0o755);
  rmSync(join(repo.path, 'pwned'), { force: true });
  const before = repo.run(['-c', 'core.fsmonitor=false', 'ls-files', '--debug']).toString();
  const repository = await open(repo);
  await repository.workingTree(python);
  await repository.indexed(python);
  const main = (await repository.resolve('main')) ?? '';
  await repository.landingCommit(main, 'a.py');
  await repository.changes([[main, main]], python);
  await repository.head();
  expect(readdirSync(repo.path)).not.toContain('pwned');
  expect(repo.run(['-c', 'core.fsmonitor=false', 'ls-files', '--debug']).toString()).toBe(before);
});
