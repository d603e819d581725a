import fc from 'fast-check';
import { openRepository } from '../open-repository.js';
import type { CommitRelation } from './commit-relation.js';
import { type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

const open = (repo: GitRepo) => openRepository(repo.path, { env: plainEnv() });

/** Asked alone, by git's merge-base; and among many, by one pass over the history. */
async function relate(repo: GitRepo, base: string, tip: string): Promise<CommitRelation | undefined> {
  const crowd = Array.from({ length: 12 }, (_, index) => repo.commit(`refs/crowd/${index}`, { [`crowd${index}`]: '' }));
  const id = repo.id(tip);
  const alone = (await (await open(repo)).relate(repo.id(base), [id])).get(id);
  const among = (await (await open(repo)).relate(repo.id(base), [...crowd, id])).get(id);
  expect(among).toEqual(alone);
  return alone;
}

test('a branch that left main has one base and its own commits ahead', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: '2' }], feat: [{ b: '1' }, { b: '2' }] });
  expect(await relate(repo, 'main', 'feat')).toEqual({ kind: 'diverged', bases: [repo.id('main~1')], ahead: 2 });
});

test('main itself and what it grew from have landed', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: '2' }] });
  expect(await relate(repo, 'main', 'main~1')).toEqual({ kind: 'landed' });
  expect(await relate(repo, 'main', 'main')).toEqual({ kind: 'landed' });
});

test('a branch that merged main into itself is based on the newest main that it has', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: '2' }, { a: '3' }], feat: { b: '1' } });
  repo.commit('feat', {}, { parents: ['feat', 'main~1'] });
  repo.commit('feat', { b: '2' });
  expect(await relate(repo, 'main', 'feat')).toEqual({ kind: 'diverged', bases: [repo.id('main~1')], ahead: 3 });
});

test('a criss-cross has every best base', async () => {
  const repo = gitRepo({ main: [{ a: '0' }, { a: '1' }], feat: { b: '1' } });
  const bases = [repo.id('main'), repo.id('feat')].sort();
  repo.commit('main', {}, { parents: ['main', 'feat'] });
  repo.commit('feat', {}, { parents: [repo.id('feat'), bases.find(id => id !== repo.id('feat')) ?? ''] });
  repo.commit('main', { a: '2' });
  expect(await relate(repo, 'main', 'feat')).toEqual({ kind: 'diverged', bases, ahead: 1 });
});

test('no common commit is no relation', async () => {
  const repo = gitRepo({ main: { a: '' } });
  repo.commit('island', { b: '' }, { parents: [] });
  expect(await relate(repo, 'main', 'island')).toEqual({ kind: 'unrelated' });
});

test('clocks that ran backwards change nothing', async () => {
  const repo = gitRepo({ main: { a: '0' } });
  repo.commit('feat', { b: '1' }, { parents: ['main'], time: 1_900_000_000 });
  repo.commit('main', { a: '1' }, { time: 1_000_000_000 });
  repo.commit('main', { a: '2' }, { time: 900_000_000 });
  repo.commit('feat', { b: '2' }, { time: 800_000_000 });
  expect(await relate(repo, 'main', 'feat')).toEqual({ kind: 'diverged', bases: [repo.id('main~2')], ahead: 2 });
});

test('a commit that is not here is unknown, and the others are not held up by it', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: '2' }], feat: { b: '' } });
  const gone = '1234567890'.repeat(4);
  const relations = await (await open(repo)).relate(repo.id('main'), [gone, repo.id('feat')]);
  expect([relations.get(gone)?.kind, relations.get(repo.id('feat'))?.kind]).toEqual(['unknown', 'diverged']);
  expect((await relate(repo, 'main', 'feat'))?.kind).toBe('diverged');
});

test('replace refs change nothing', async () => {
  const repo = gitRepo({ main: [{ a: '1' }, { a: '2' }], feat: { b: '1' } });
  const other = repo.commit('other', { c: '' }, { parents: [] });
  repo.git('replace', repo.id('feat'), other);
  expect(await relate(repo, 'main', repo.git('for-each-ref', '--format=%(objectname)', 'refs/heads/feat'))).toMatchObject({
    kind: 'diverged',
    ahead: 1,
  });
});

test('dates are committer times, and a commit that is not here has none', async () => {
  const repo = gitRepo({ main: { a: '' } });
  const tip = repo.commit('main', { a: 'x' }, { time: 1_600_000_001 });
  expect(await (await open(repo)).commitTimes([tip, '1'.repeat(40)])).toEqual(new Map([[tip, 1_600_000_001]]));
});

describe('in a shallow clone', () => {
  const history = () => {
    const repo = gitRepo({ main: Array.from({ length: 9 }, (_, index) => ({ [`m${index}`]: '' })) });
    repo.commit('late', { l: '' }, { parents: ['main~1'] });
    repo.commit('early', { e: '' }, { parents: ['main~6'] });
    return repo;
  };
  const kinds = async (repo: GitRepo) => {
    const tips = ['origin/late', 'origin/early', 'origin/main~2'].map(name => repo.id(name));
    const relations = await (await open(repo)).relate(repo.id('origin/main'), tips);
    return tips.map(tip => relations.get(tip)?.kind);
  };

  test('a base that lies beyond the boundary is unknown, with the command that deepens', async () => {
    const clone = history().clone('--depth=4', '--no-single-branch');
    expect((await open(clone)).shallow).toBe(true);
    expect(await kinds(clone)).toEqual(['diverged', 'unknown', 'landed']);
    const early = clone.id('origin/early');
    const relation = (await (await open(clone)).relate(clone.id('origin/main'), [early])).get(early);
    expect(relation).toMatchObject({ kind: 'unknown', command: 'git fetch --unshallow' });
  });

  test('a boundary that other branches have does no harm', async () => {
    const clone = history().clone('--depth=8', '--no-single-branch');
    expect(await kinds(clone)).toEqual(['diverged', 'diverged', 'landed']);
  });

  test('a wrong base, which git believes, is not believed', async () => {
    const repo = gitRepo({ main: Array.from({ length: 10 }, (_, index) => ({ [`m${index}`]: '' })) });
    repo.commit('side', { s: '' }, { parents: ['main~8'] });
    repo.commit('other', { o: '' }, { parents: ['main~8'] });
    repo.commit('feat', { f: '' }, { parents: ['main~5'] });
    repo.commit('feat', {}, { parents: ['feat', 'other'] });
    const [right, older] = [repo.id('main~5'), repo.id('main~8')];
    repo.commit('main', {}, { parents: ['main', 'side'] });
    expect(repo.git('merge-base', '--all', 'main', 'feat')).toBe(right);
    const clone = repo.clone('--depth=4', '--no-single-branch');
    expect(clone.git('merge-base', '--all', 'origin/main', 'origin/feat')).toBe(older);
    const tip = clone.id('origin/feat');
    expect((await (await open(clone)).relate(clone.id('origin/main'), [tip])).get(tip)?.kind).toBe('unknown');
  });
});

/** Parents of each commit, by distance; commit 0 has none. */
const histories = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 0, maxLength: 3 }), { minLength: 12, maxLength: 40 });

test('agrees with git merge-base --all on random histories', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async shape => {
      const repo = gitRepo({}, { bare: true });
      const ids: string[] = [];
      for (const [index, distances] of shape.entries()) {
        const parents = [...new Set(distances.map(distance => ids[index - distance]))].filter(id => id !== undefined);
        ids.push(repo.commit(`refs/c/${index}`, { f: String(index) }, { parents }));
      }
      const base = ids.at(-1) ?? '';
      const relations = await (await open(repo)).relate(base, ids);
      for (const tip of ids) expect(summary(relations.get(tip), tip)).toBe(expected(repo, base, tip));
    }),
    { numRuns: 6 },
  );
});

function summary(relation: CommitRelation | undefined, tip: string): string {
  if (relation?.kind === 'landed') return tip;
  return relation?.kind === 'diverged' ? `${relation.bases.join(' ')} +${relation.ahead}` : (relation?.kind ?? '');
}

function expected(repo: GitRepo, base: string, tip: string): string {
  const { stdout } = repo.ask(['merge-base', '--all', base, tip]);
  const bases = stdout.split('\n').slice(0, -1).sort();
  if (bases.length === 0) return 'unrelated';
  return bases[0] === tip ? tip : `${bases.join(' ')} +${repo.git('rev-list', '--count', tip, `^${base}`)}`;
}
