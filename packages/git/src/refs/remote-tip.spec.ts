import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RemoteTip } from './ref.js';
import { openRepository } from '../open-repository.js';
import { type GitRepo, gitRepo, plainEnv, scratch } from '../testing/git-repo.js';
import { isAlive } from '../testing/processes.js';

const freshen = async (repo: GitRepo, branch = 'main', timeoutMs = 20_000): Promise<RemoteTip> =>
  (await openRepository(repo.path, { env: repo.env })).fetchRemoteTip('origin', branch, { timeoutMs });

function scene(): { readonly origin: GitRepo; readonly clone: GitRepo; readonly refs: () => string } {
  const origin = gitRepo({ main: { a: '1' } });
  const clone = origin.clone();
  return { origin, clone, refs: () => clone.git('for-each-ref') };
}

test('a main that has not moved', async () => {
  const { origin, clone } = scene();
  expect(await freshen(clone)).toEqual({ fresh: true, commit: origin.id('main') });
});

test('a main that has moved is fetched, and no ref moves for it', async () => {
  const { origin, clone, refs } = scene();
  const before = refs();
  const moved = origin.commit('main', { b: '2' });
  origin.git('tag', '-a', '-m', 'x', 'v1', 'main');
  expect(await freshen(clone, 'refs/heads/main')).toEqual({ fresh: true, commit: moved });
  expect(clone.git('cat-file', '-t', moved)).toBe('commit');
  expect(refs()).toBe(before);
  expect(existsSync(join(clone.path, '.git/FETCH_HEAD'))).toBe(false);
});

test('refs that the configuration would prune, tag or mirror stay as they are', async () => {
  const { origin, clone, refs } = scene();
  for (const [key, value] of [
    ['fetch.prune', 'true'],
    ['fetch.pruneTags', 'true'],
    ['remote.origin.tagOpt', '--tags'],
    ['fetch.writeCommitGraph', 'true'],
  ] as const)
    clone.git('config', key, value);
  clone.git('update-ref', 'refs/remotes/origin/gone', 'HEAD');
  clone.git('tag', 'mine');
  origin.git('tag', 'theirs');
  const before = refs();
  origin.commit('main', { b: '2' });
  expect((await freshen(clone)).fresh).toBe(true);
  expect(refs()).toBe(before);
  expect(readdirSync(join(clone.path, '.git/objects/info'))).toEqual([]);
});

test('a remote that is gone: the last one known, its age, and why', async () => {
  const { origin, clone } = scene();
  clone.git('fetch', '--quiet');
  const hourAgo = Date.now() / 1000 - 3600;
  rmSync(origin.path, { recursive: true });
  utimesSync(join(clone.path, '.git/FETCH_HEAD'), hourAgo, hourAgo);
  const known = await freshen(clone);
  expect(known).toMatchObject({ fresh: false, commit: clone.id('origin/main') });
  expect(Math.round((known.fresh ? 0 : (known.ageSeconds ?? 0)) / 60)).toBe(60);
  expect(known.fresh ? '' : known.reason).toContain('does not appear to be a git repository');
});

test('a branch that the remote does not have', async () => {
  const { clone } = scene();
  expect(await freshen(clone, 'nope')).toEqual({ fresh: false, reason: 'origin has no branch nope' });
});

test('a remote that nobody configured', async () => {
  const repo = gitRepo({ main: { a: '' } });
  expect(await freshen(repo)).toMatchObject({ fresh: false });
});

test('a remote that never answers costs no more than the limit, and leaves no process', async () => {
  const { clone } = scene();
  const folder = scratch();
  const ssh = join(folder, 'ssh');
  writeFileSync(ssh, `#!/bin/sh\necho $$ >'${folder}/pid'\necho "$*" >'${folder}/args'\nsleep 60\n`);
  chmodSync(ssh, 0o755);
  clone.git('config', 'remote.origin.url', 'ssh://example.invalid/repo.git');
  clone.git('config', 'core.sshCommand', ssh);
  const started = Date.now();
  expect(await freshen(clone, 'main', 700)).toMatchObject({ fresh: false, commit: clone.id('origin/main') });
  expect(Date.now() - started).toBeLessThan(10_000);
  expect(readFileSync(join(folder, 'args'), 'utf8')).toContain('BatchMode=yes');
  const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
  expect(isAlive(pid)).toBe(false);
});

test('a remote that is a command is refused, even where the configuration allows it', async () => {
  const { clone } = scene();
  clone.git('config', 'protocol.ext.allow', 'always');
  clone.git('config', 'remote.origin.url', `ext::sh -c "touch ${clone.path}/pwned"`);
  expect((await freshen(clone)).fresh).toBe(false);
  expect(existsSync(join(clone.path, 'pwned'))).toBe(false);
});

test('the limit is not inherited by what is asked next', async () => {
  const { clone } = scene();
  const repository = await openRepository(clone.path, { env: plainEnv() });
  await repository.fetchRemoteTip('origin', 'main', { timeoutMs: 20_000 });
  expect(await repository.resolve('origin/main')).toBe(clone.id('origin/main'));
});
