import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../process/git-error.js';
import type { Repository } from '../repository.js';
import { openRepository } from '../open-repository.js';
import type { FileRewrite, GitOperation } from './worktree.js';
import { GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';
import { snapshotWorkingTree } from '../testing/working-tree-snapshot.js';

async function opened(repo: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const repository = await openRepository(repo.path, { env: plainEnv(env) });
  await repository.workingTree({ key: 'every', wants: () => true });
  return repository;
}

const edits = (changes: Readonly<Record<string, string | null>>): FileRewrite => ({
  changes: Object.entries(changes).map(([path, text]) => ({ path, text })),
  moves: [],
  note: null,
});

const MARKER = 'shop/max_migration.txt';

/** main and feat each have their 0002; the marker is theirs to fight about. */
const forked = () =>
  gitRepo({
    main: [
      { 'pay.py': '1', 'shop/0001_a.py': 'a', [MARKER]: '0001_a\n', 'tax.py': '1' },
      { 'pay.py': '2', 'shop/0002_b.py': 'b', [MARKER]: '0002_b\n' },
    ],
    feat: { 'shop/0002_x.py': 'x', [MARKER]: '0002_x\n', 'tax.py': '2' },
  });

/** What mends each of them: the branch's migration goes behind main's. */
const mending: FileRewrite = {
  changes: [
    { path: 'shop/0002_x.py', text: null },
    { path: 'shop/0003_x.py', text: 'x, after b' },
    { path: MARKER, text: '0003_x\n' },
  ],
  moves: [{ from: 'shop/0002_x.py', to: 'shop/0003_x.py' }],
  note: null,
};

interface Stop {
  readonly name: string;
  readonly on: string;
  readonly command: readonly string[];
  readonly go: readonly string[];
  readonly underway: (repo: GitRepo) => GitOperation;
}

const stops: readonly Stop[] = [
  {
    name: 'merge',
    on: 'feat',
    command: ['merge', 'main'],
    go: ['-c', 'core.editor=true', 'merge', '--continue'],
    underway: repo => ({ kind: 'merge', heads: [repo.id('main')] }),
  },
  {
    name: 'rebase',
    on: 'feat',
    command: ['rebase', 'main'],
    go: ['-c', 'core.editor=true', 'rebase', '--continue'],
    underway: repo => ({ kind: 'rebase', onto: repo.id('main'), original: repo.id('feat'), heads: [repo.id('feat')] }),
  },
  {
    name: 'rebase by patches',
    on: 'feat',
    command: ['rebase', '--apply', 'main'],
    go: ['-c', 'core.editor=true', 'rebase', '--continue'],
    underway: repo => ({ kind: 'rebase', onto: repo.id('main'), original: repo.id('feat'), heads: [repo.id('feat')] }),
  },
  {
    name: 'cherry-pick',
    on: 'main',
    command: ['cherry-pick', 'feat'],
    go: ['-c', 'core.editor=true', 'cherry-pick', '--continue'],
    underway: repo => ({ kind: 'cherry-pick', heads: [repo.id('feat')] }),
  },
];

describe.each(stops)('in the middle of a $name', ({ on, command, go, underway }) => {
  function stopped(): GitRepo {
    const repo = forked();
    repo.git('checkout', '--quiet', on);
    expect(repo.ask(command).status).not.toBe(0);
    return repo;
  }

  test('it is told', async () => {
    const repo = stopped();
    expect(await (await opened(repo)).worktree.operationInProgress()).toEqual(underway(repo));
  });

  test('what was rewritten is staged as resolved, so that git goes on; undone, it is unmerged again', async () => {
    const repo = stopped();
    const before = snapshotWorkingTree(repo);
    const { worktree } = await opened(repo);
    await worktree.rewrite(mending);
    await worktree.undo();
    expect(snapshotWorkingTree(repo)).toEqual(before);
    expect(repo.git('ls-files', '--unmerged', MARKER).split('\n').length).toBe(3);
    await (await opened(repo)).worktree.rewrite(mending);
    expect(repo.ask(go)).toMatchObject({ status: 0 });
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(repo.git('ls-tree', '-r', '--name-only', 'HEAD', 'shop/').split('\n')).toEqual([
      'shop/0001_a.py',
      'shop/0002_b.py',
      'shop/0003_x.py',
      MARKER,
    ]);
  });

  test('only what differs from the index counts as a change of its own, and nothing unmerged', async () => {
    const repo = stopped();
    const { worktree } = await opened(repo);
    const paths = ['pay.py', 'shop/0001_a.py', 'shop/0002_b.py', 'shop/0002_x.py', MARKER, 'tax.py'];
    expect(await worktree.dirty(paths)).toEqual([]);
    repo.write({ 'shop/0001_a.py': 'edited' });
    expect(await worktree.dirty(paths)).toEqual(['shop/0001_a.py']);
  });
});

test('a rebase that stopped between two commits, after one that had stopped with a conflict', async () => {
  const repo = forked();
  repo.git('checkout', '--quiet', 'feat');
  const feat = repo.id('feat');
  repo.ask(['rebase', '--exec', 'false', 'main']);
  const { worktree } = await opened(repo);
  await worktree.rewrite(mending);
  repo.ask(['-c', 'core.editor=true', 'rebase', '--continue']);
  expect(await worktree.operationInProgress()).toEqual({ kind: 'rebase', onto: repo.id('main'), original: feat, heads: [] });
});

test('a rebase that stopped for a commit to be edited, which it has made', async () => {
  const repo = forked();
  repo.checkout('feat');
  repo.git('-c', 'sequence.editor=sed -i s/^pick/edit/', 'rebase', '--quiet', '--interactive', 'feat~1');
  const { worktree } = await opened(repo);
  expect(await worktree.operationInProgress()).toEqual({ kind: 'rebase', onto: repo.id('feat~1'), original: repo.id('feat'), heads: [] });
});

test('a revert, picks of which one is done, mail that does not apply, several heads, nothing', async () => {
  const repo = forked();
  const { worktree } = await opened(repo);
  expect(await worktree.operationInProgress()).toBeUndefined();
  repo.commit('main', { 'shop/0002_b.py': 'B' });
  repo.checkout();
  repo.ask(['revert', 'main~1']);
  expect(await worktree.operationInProgress()).toEqual({ kind: 'revert', heads: [repo.id('main~1')] });
  repo.git('revert', '--abort');
  repo.ask(['cherry-pick', 'feat', 'feat~1']);
  repo.git('rm', '--quiet', '--cached', MARKER);
  repo.git('commit', '--quiet', '--message', 'by hand');
  expect(await worktree.operationInProgress()).toEqual({ kind: 'cherry-pick', heads: [] });
  repo.git('cherry-pick', '--quit');
  repo.checkout();
  writeFileSync(join(repo.path, '.git/mail'), repo.run(['format-patch', '--stdout', '-1', 'feat']));
  repo.ask(['am', '--quiet', '.git/mail']);
  expect(await worktree.operationInProgress()).toEqual({ kind: 'am', heads: [] });
  repo.git('am', '--abort');
  repo.commit('other', { 'other.py': '' }, { parents: ['main~1'] });
  repo.commit('third', { 'third.py': '' }, { parents: ['main~1'] });
  repo.git('merge', '--quiet', '--no-commit', 'other', 'third');
  expect(await worktree.operationInProgress()).toEqual({ kind: 'merge', heads: [repo.id('other'), repo.id('third')] });
});

test('changes of their own: not staged, staged, deleted; not what is new, untracked or only touched', async () => {
  const names = ['clean', 'edited', 'staged', 'gone', 'removed', 'mode', 'touched'];
  const repo = gitRepo({ main: Object.fromEntries(names.map(name => [name, '1'])) });
  repo.write({ edited: '2', staged: '2', gone: null, touched: '1', added: '1', untracked: '1' });
  chmodSync(join(repo.path, 'mode'), 0o755);
  repo.git('add', 'staged', 'added');
  repo.git('rm', '--quiet', 'removed');
  repo.git('config', 'status.showStash', 'true');
  repo.git('update-ref', '--create-reflog', 'refs/stash', 'HEAD');
  const { worktree } = await opened(repo);
  const dirty = await worktree.dirty([...names, 'added', 'untracked', 'nowhere']);
  expect(dirty).toEqual(['edited', 'staged', 'gone', 'removed', 'mode']);
});

const meddled: readonly (readonly [string, (repo: GitRepo) => unknown, string])[] = [
  ['a file was edited', repo => repo.write({ 'shop/0003_x.py': 'mine' }), 'changed since: shop/0003_x.py'],
  ['a file was deleted', repo => rmSync(join(repo.path, MARKER)), `changed since: ${MARKER}`],
  ['a file came back', repo => repo.write({ 'shop/0002_x.py': 'new' }), 'changed since: shop/0002_x.py'],
  ['something was staged', stageMarker, `changed since: ${MARKER} in the index`],
  ['there is a commit', repo => repo.git('commit', '--quiet', '--message', 'x'), 'HEAD has moved since'],
];

/** Other contents in the index than on disk. */
function stageMarker(repo: GitRepo): void {
  repo.write({ [MARKER]: 'mine' });
  repo.git('add', MARKER);
  repo.write({ [MARKER]: '0003_x\n' });
}

test.each(meddled)('where %s since, nothing is undone', async (_, meddle, message) => {
  const repo = forked();
  repo.checkout('feat');
  await (await opened(repo)).worktree.rewrite(mending);
  meddle(repo);
  const before = snapshotWorkingTree(repo);
  const failure = (await opened(repo)).worktree.undo();
  await expect(failure).rejects.toThrow(GitError);
  await expect(failure).rejects.toThrow(message);
  expect(snapshotWorkingTree(repo)).toEqual(before);
});

test('a commit on top can be taken back, and what it holds undone, as the hint says', async () => {
  const repo = forked();
  repo.checkout('feat');
  const before = snapshotWorkingTree(repo);
  const { worktree } = await opened(repo);
  await worktree.rewrite(mending);
  repo.git('commit', '--quiet', '--message', 'x');
  const { hint } = (await worktree.undo().catch((cause: unknown) => cause)) as GitError;
  expect(hint).toBe(`git reset --soft ${repo.id('feat~1')}`);
  repo.git(...hint.split(' ').slice(1));
  await worktree.undo();
  expect(snapshotWorkingTree(repo)).toEqual(before);
});

test("the index is the one that git's hook names", async () => {
  const repo = forked();
  const next = join(repo.path, '.git/next-index');
  copyFileSync(join(repo.path, '.git/index'), next);
  const hook = { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/next-index' };
  await (await opened(repo, hook)).worktree.rewrite(edits({ 'shop/0001_a.py': 'A' }));
  expect(repo.git('diff', '--cached', '--name-only')).toBe('');
  expect(new GitRepo(repo.path, plainEnv(hook)).git('diff', '--cached', '--name-only')).toBe('shop/0001_a.py');
  await (await opened(repo)).worktree.undo();
  expect(repo.git('status', '--porcelain')).toBe('');
});

test('a file that is only announced to git is left alone', async () => {
  const repo = forked();
  repo.write({ 'shop/0003_c.py': '' });
  repo.git('add', '--intent-to-add', 'shop/0003_c.py');
  const failure = (await opened(repo)).worktree.rewrite(edits({ 'shop/0003_c.py': 'c' }));
  await expect(failure).rejects.toThrow('shop/0003_c.py was announced with git add --intent-to-add: nothing was written');
});

test('a bare clone has no working tree', async () => {
  const { worktree } = await openRepository(gitRepo({ main: {} }, { bare: true }).path, { env: plainEnv() });
  const refused = [worktree.rewrite(edits({})), worktree.finish(), worktree.undo(), worktree.dirty([]), worktree.commit('x', ['a'])];
  for (const failure of refused) await expect(failure).rejects.toThrow('has no working tree');
  expect(await worktree.lastRewrite()).toBeUndefined();
  expect(await worktree.operationInProgress()).toBeUndefined();
});

test('commits of a tip that the base lacks, parents first, each with its parents', async () => {
  const repo = forked();
  const merge = repo.commit('feat', {}, { parents: ['feat', 'main'] });
  const last = repo.commit('feat', { 'c.py': '' });
  const [main, first, fork] = [repo.id('main'), repo.id('feat~2'), repo.id('main~1')];
  const repository = await opened(repo);
  const feat = { commit: first, parents: [fork] };
  expect(await repository.commitsAhead(main, last)).toEqual([
    feat,
    { commit: merge, parents: [first, main] },
    { commit: last, parents: [merge] },
  ]);
  expect(await repository.commitsAhead(last, main)).toEqual([]);
  const root = repo.commit('alone', {}, { parents: [] });
  expect(await repository.commitsAhead(main, root)).toEqual([{ commit: root, parents: [] }]);
});
