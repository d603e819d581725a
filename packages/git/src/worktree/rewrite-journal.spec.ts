import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../process/git-error.js';
import type { Repository } from '../repository.js';
import { openRepository } from '../open-repository.js';
import { type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';
import { chainFiles, shiftRewrite } from '../testing/rewrite-example.js';
import { snapshotWorkingTree } from '../testing/working-tree-snapshot.js';

async function opened(repo: GitRepo): Promise<Repository> {
  const repository = await openRepository(repo.path, { env: plainEnv() });
  await repository.workingTree({ key: 'every', wants: () => true });
  return repository;
}

const folder = (repo: GitRepo): string => join(repo.path, '.git/oneleaf/rewrite');
const note = { changes: [{ path: 'notes.md', text: '1' }], moves: [], note: 'the next one' };

/** All was written, but it was not said. */
async function interrupted(): Promise<GitRepo> {
  const repo = gitRepo({ main: chainFiles });
  await (await opened(repo)).worktree.rewrite(shiftRewrite);
  renameSync(join(folder(repo), 'done'), join(folder(repo), 'interrupted'));
  return repo;
}

test('while one is interrupted, there is no other', async () => {
  const repo = await interrupted();
  const { worktree } = await opened(repo);
  const before = snapshotWorkingTree(repo);
  const failure = worktree.rewrite(note);
  await expect(failure).rejects.toThrow('an earlier rewriting was interrupted: nothing was written');
  await expect(failure).rejects.toMatchObject({ ways: ['finish', 'undo'] });
  expect(snapshotWorkingTree(repo)).toEqual(before);
  await worktree.finish();
  await (await opened(repo)).worktree.rewrite(note);
  expect(await worktree.lastRewrite()).toMatchObject({ state: 'done', note: 'the next one' });
});

test.each(['finish', 'undo'] as const)('what was edited since it was interrupted is not changed: no %s', async action => {
  const repo = await interrupted();
  repo.write({ 'shop/0004_d.py': 'mine' });
  const { worktree } = await opened(repo);
  await expect(worktree[action]()).rejects.toThrow('changed since: shop/0004_d.py: nothing was written');
  expect(await worktree.lastRewrite()).toMatchObject({ state: 'interrupted' });
  await worktree.forget();
  expect(await worktree.lastRewrite()).toBeUndefined();
  expect(readdirSync(folder(repo))).toEqual([]);
  expect(readFileSync(join(repo.path, 'shop/0004_d.py'), 'utf8')).toBe('mine');
});

test('one that fails leaves the one before it to be undone', async () => {
  const repo = gitRepo({ main: chainFiles });
  const before = snapshotWorkingTree(repo);
  const { worktree } = await opened(repo);
  await worktree.rewrite(shiftRewrite);
  const made = snapshotWorkingTree(repo);
  writeFileSync(join(repo.path, '.git/index.lock'), '');
  await expect(worktree.rewrite({ ...note, changes: [{ path: 'shop/0001_a.py', text: 'A' }] })).rejects.toThrow('another git command');
  rmSync(join(repo.path, '.git/index.lock'));
  expect(snapshotWorkingTree(repo)).toEqual(made);
  expect(await worktree.lastRewrite()).toMatchObject({ state: 'done', note: shiftRewrite.note });
  await worktree.undo();
  expect(snapshotWorkingTree(repo)).toEqual(before);
});

test('when an interrupted one is undone, none from before it comes up again', async () => {
  const repo = await interrupted();
  renameSync(join(folder(repo), 'interrupted'), join(folder(repo), 'done'));
  const { worktree } = await opened(repo);
  await worktree.rewrite(note);
  writeFileSync(join(folder(repo), 'interrupted'), readFileSync(join(folder(repo), 'done')));
  await worktree.undo();
  expect(await worktree.lastRewrite()).toBeUndefined();
});

test('one of another version is not guessed at', async () => {
  const repo = await interrupted();
  writeFileSync(join(folder(repo), 'interrupted'), 'oneleaf rewrite 2\nwhat comes then\n');
  const failure = (await opened(repo)).worktree.finish();
  await expect(failure).rejects.toThrow(GitError);
  await expect(failure).rejects.toThrow('was written by another version of Oneleaf');
});
