import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import { type GitRepo, gitRepo, plainEnv, scratch } from '../testing/git-repo.js';

const everything: PathFilter = { key: 'all', wants: () => true };

/** A partial clone, and how often it has asked its origin for objects. */
function partial(filter: string): { readonly clone: GitRepo; readonly origin: GitRepo; readonly asked: () => number } {
  const origin = gitRepo({
    main: [{ 'a/1.py': '1', 'a/2.py': '2' }, { 'a/3.py': '3' }],
    feat: { 'a/4.py': '4', 'a/1.py': '11' },
    other: { 'a/1.py': '111' },
  });
  const clone = origin.clone('--bare', `--filter=${filter}`);
  const folder = scratch();
  const log = join(folder, 'log');
  const script = join(folder, 'upload-pack');
  writeFileSync(script, `#!/bin/sh\necho asked >>'${log}'\nexec git-upload-pack "$@"\n`);
  chmodSync(script, 0o755);
  clone.git('config', 'remote.origin.uploadpack', script);
  return { clone, origin, asked: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0) };
}

const open = (repo: GitRepo, fetch: boolean) => openRepository(repo.path, { env: plainEnv(), fetch });
const blobs = ({ clone }: { readonly clone: GitRepo }) =>
  ['main:a/1.py', 'main:a/2.py', 'main:a/3.py', 'feat:a/4.py', 'feat:a/1.py'].map(name => clone.git('rev-parse', name));

test('relations and changes need no content, so nothing is fetched', async () => {
  const { clone, asked } = partial('blob:none');
  const repository = await open(clone, true);
  const [main, feat, base] = [clone.id('main'), clone.id('feat'), clone.id('main~1')];
  expect((await repository.relate(main, [feat])).get(feat)?.kind).toBe('diverged');
  const [changes = []] = await repository.changes([[base, feat]], everything);
  expect(changes.map(({ path }) => path)).toEqual(['a/1.py', 'a/4.py']);
  expect(
    await repository.changes(
      Array.from({ length: 12 }, () => [base, feat] as const),
      everything,
    ),
  ).toContainEqual(changes);
  expect(await repository.list(main, everything)).toHaveLength(3);
  expect(asked()).toBe(0);
});

test('missing contents are fetched in one batch', async () => {
  const made = partial('blob:none');
  const contents = await (await open(made.clone, true)).read(blobs(made));
  expect([...contents.values()].map(bytes => Buffer.from(bytes).toString()).sort()).toEqual(['1', '11', '2', '3', '4']);
  expect(made.asked()).toBe(1);
  expect(existsSync(join(made.clone.path, 'FETCH_HEAD'))).toBe(false);
});

test('missing contents are absent, and not asked for, unless fetching is allowed', async () => {
  const made = partial('blob:none');
  expect(await (await open(made.clone, false)).read(blobs(made))).toEqual(new Map());
  expect(made.asked()).toBe(0);
});

test('an origin that cannot be reached leaves contents absent', async () => {
  const made = partial('blob:none');
  rmSync(made.origin.path, { recursive: true });
  expect(await (await open(made.clone, true)).read(blobs(made))).toEqual(new Map());
});

test('a merge fetches what it needs once', async () => {
  const { clone, asked } = partial('blob:none');
  const request = { base: clone.id('main~1'), ours: clone.id('main'), theirs: clone.id('feat') };
  const [merged] = await (await open(clone, true)).merge([request], everything);
  expect(merged?.changes.map(({ path }) => path)).toEqual(['a/1.py', 'a/4.py']);
  expect(asked()).toBe(1);
});

test('a merge that may not fetch says that it could not', async () => {
  const { clone, asked } = partial('blob:none');
  const repository = await open(clone, false);
  const [easy] = await repository.merge([{ base: clone.id('main~1'), ours: clone.id('main'), theirs: clone.id('feat') }], everything);
  expect(easy?.changes.map(({ path }) => path)).toEqual(['a/1.py', 'a/4.py']);
  const [hard] = await repository.merge([{ base: clone.id('main~1'), ours: clone.id('other'), theirs: clone.id('feat') }], everything);
  expect(hard).toMatchObject({ changes: [], conflicts: [] });
  expect(hard?.failed).toContain('merge-tree failed');
  expect(asked()).toBe(0);
});

test('without folder listings there is an error with the command that brings them, and no fetch for each', async () => {
  const { clone, asked } = partial('tree:0');
  const repository = await open(clone, false);
  const pair = [clone.id('main~1'), clone.id('feat')] as const;
  const hint = { name: 'GitError', hint: 'git fetch --refetch --filter=blob:none' };
  await expect(repository.changes([pair], everything)).rejects.toMatchObject(hint);
  await expect(
    repository.changes(
      Array.from({ length: 12 }, () => pair),
      everything,
    ),
  ).rejects.toMatchObject(hint);
  await expect(repository.list(clone.id('main'), everything)).rejects.toMatchObject(hint);
  expect(asked()).toBe(0);
});

test('folder listings are fetched a level at a time when fetching is allowed', async () => {
  const { clone, asked } = partial('tree:0');
  const pair = [clone.id('main~1'), clone.id('feat')] as const;
  const [changes = []] = await (
    await open(clone, true)
  ).changes(
    Array.from({ length: 12 }, () => pair),
    everything,
  );
  expect(changes.map(({ path }) => path)).toEqual(['a/1.py', 'a/4.py']);
  expect(asked()).toBeLessThanOrEqual(2);
});

test('a missing object that nobody asks for does no harm', async () => {
  const repo = gitRepo({
    main: [
      { 'a.py': '1', 'big.bin': 'x' },
      { 'big.bin': 'y', 'b.py': '2' },
    ],
    feat: { 'c.py': '3', 'big.bin': 'z' },
  });
  const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };
  const lost = repo.git('rev-parse', 'feat:big.bin');
  rmSync(join(repo.path, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  const repository = await open(repo, false);
  const [changes = []] = await repository.changes([[repo.id('main~1'), repo.id('feat')]], python);
  expect(changes.map(({ path }) => path)).toEqual(['c.py']);
  const [merged] = await repository.merge([{ base: repo.id('main~1'), ours: repo.id('main'), theirs: repo.id('feat') }], python);
  expect(merged).toEqual({ changes, conflicts: [] });
});
