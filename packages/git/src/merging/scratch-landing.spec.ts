import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { ScratchLanding } from './merge-request.js';
import type { Repository } from '../repository.js';
import type { Oid } from '../objects/oid.js';
import type { PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import { type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };
const body = (name: string): string => Array.from({ length: 12 }, (_, index) => `${name} ${index}\n`).join('');
const listed = async (repository: Repository, commit: Oid): Promise<readonly string[]> =>
  (await repository.list(commit, python)).map(({ path }) => path);

async function rehearse<T>(
  repo: GitRepo,
  names: readonly string[],
  task: (scratch: Repository, landed: readonly ScratchLanding[], real: Repository) => Promise<T>,
): Promise<T> {
  const real = await openRepository(repo.path, { env: plainEnv() });
  const tips = names.map(name => repo.id(name));
  return real.landInScratch({ base: repo.id('main'), tips, filter: python }, (scratch, landed) =>
    task(
      scratch,
      tips.map(tip => landed.get(tip) ?? { failed: 'no answer' }),
      real,
    ),
  );
}

function commitOf(landed: ScratchLanding | undefined): Oid {
  if (landed === undefined || 'failed' in landed) throw new Error(landed?.failed);
  return landed.commit;
}

test('each tip lands by a merge commit of its own', async () => {
  const repo = gitRepo({ main: [{ 'a.py': '1' }, { 'b.py': '1' }], one: { 'c.py': '1' }, two: { 'd.py': '1' } });
  const seen = await rehearse(repo, ['one', 'two'], async (scratch, landed) => {
    const [one, two] = landed.map(commitOf);
    const relations = await scratch.relate(one ?? '', [repo.id('main'), repo.id('one'), repo.id('two')]);
    return {
      files: [await listed(scratch, one ?? ''), await listed(scratch, two ?? '')],
      relations: [...relations.values()].map(({ kind }) => kind),
    };
  });
  expect(seen).toEqual({
    files: [
      ['a.py', 'b.py', 'c.py'],
      ['a.py', 'b.py', 'd.py'],
    ],
    relations: ['landed', 'landed', 'diverged'],
  });
});

test('a branch that is built on another one is merged from where it left it', async () => {
  const repo = gitRepo({ main: [{ 'a.py': '1' }, { notes: 'main' }], one: { 'b.py': body('b') } });
  repo.commit('two', { 'b.py': `${body('b')}more\n` }, { parents: ['one'] });
  const outcome = await rehearse(repo, ['one'], async (scratch, [landed]) => {
    const [ours, theirs] = [commitOf(landed), repo.id('two')];
    const relation = (await scratch.relate(ours, [theirs])).get(theirs);
    const base = relation?.kind === 'diverged' ? relation.bases[0] : undefined;
    return { base, merged: await scratch.merge([{ base, ours, theirs }], python) };
  });
  expect(outcome.base).toBe(repo.id('one'));
  expect(outcome.merged[0]?.conflicts).toEqual([]);
  expect(outcome.merged[0]?.changes.map(({ path }) => path)).toEqual(['b.py']);
});

test('a file that git stops at keeps what main holds, and is named', async () => {
  const repo = gitRepo({
    main: [
      { 'a.py': '1\n', notes: '1\n' },
      { 'a.py': '2\n', notes: '2\n' },
    ],
    one: { 'a.py': '3\n', notes: '3\n' },
  });
  const seen = await rehearse(repo, ['one'], async (scratch, [landed]) => {
    const [entry] = await scratch.list(commitOf(landed), python);
    return [landed && 'stops' in landed ? landed.stops : [], entry?.oid];
  });
  expect(seen).toEqual([['a.py'], repo.git('rev-parse', 'main:a.py')]);
});

test('what only the landing made can be read', async () => {
  const repo = gitRepo({ main: [{ 'a.py': body('a') }, { 'a.py': `main\n${body('a')}` }], one: { 'a.py': `${body('a')}one\n` } });
  const text = await rehearse(repo, ['one'], async (scratch, [landed], real) => {
    const [entry] = await scratch.list(commitOf(landed), python);
    return Buffer.from((await real.read([entry?.oid ?? ''])).get(entry?.oid ?? '') ?? []).toString();
  });
  expect(text).toBe(`main\n${body('a')}one\n`);
});

test('what cannot land says why, and nothing is left behind', async () => {
  const repo = gitRepo({ main: { 'a.py': '' }, one: { 'b.py': '' } });
  repo.commit('island', { 'c.py': '' }, { parents: [] });
  const before = repo.git('count-objects', '-v');
  const landed = await rehearse(repo, ['island', 'one'], (_scratch, outcomes) => Promise.resolve(outcomes));
  expect(landed.map(one => ('failed' in one ? one.failed.includes('unrelated histories') : one.stops))).toEqual([true, []]);
  expect(repo.git('count-objects', '-v')).toBe(before);
  expect(readdirSync(tmpdir()).filter(name => name.startsWith(`oneleaf-${process.pid}-`))).toEqual([]);
});

test('a shallow clone lands what it knows enough of', async () => {
  const repo = gitRepo({ main: [{ 'a.py': '1' }, { 'b.py': '1' }, { 'c.py': '1' }] });
  repo.commit('one', { 'd.py': '1' }, { parents: ['main'] });
  const clone = gitRepo({ main: { x: '' } });
  clone.git('fetch', '--quiet', '--depth=2', `file://${repo.path}`, '+refs/heads/*:refs/remotes/origin/*');
  const real = await openRepository(clone.path, { env: plainEnv() });
  const [base, tip] = [clone.id('refs/remotes/origin/main'), clone.id('refs/remotes/origin/one')];
  const files = await real.landInScratch({ base, tips: [tip], filter: python }, (scratch, landed) =>
    listed(scratch, commitOf(landed.get(tip))),
  );
  expect(files).toEqual(['a.py', 'b.py', 'c.py', 'd.py']);
});
