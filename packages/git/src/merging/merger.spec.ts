import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { MergeOutcome } from './merge-request.js';
import type { PathFilter } from '../trees/tree-entry.js';
import { openRepository } from '../open-repository.js';
import { type RepoFiles, type GitRepo, gitRepo, plainEnv } from '../testing/git-repo.js';

const python: PathFilter = { key: 'py', wants: path => path.endsWith('.py') };
const open = (repo: GitRepo) => openRepository(repo.path, { env: plainEnv() });
const body = (name: string, lines = 12) => Array.from({ length: lines }, (_, index) => `${name} ${index}\n`).join('');

const summary = ({ changes, conflicts }: MergeOutcome) => ({
  changes: changes.map(({ path, before, after }) => `${before === null ? '+' : after === null ? '-' : '~'}${path}`),
  conflicts: conflicts.filter(path => python.wants(path)),
});

/** Lands `feat` on `main`: with its merge base, and as git finds it by itself. */
async function land(repo: GitRepo): Promise<MergeOutcome> {
  const [ours, theirs] = [repo.id('main'), repo.id('feat')];
  const repository = await open(repo);
  const [small, whole] = await repository.merge(
    [
      { base: repo.git('merge-base', ours, theirs), ours, theirs },
      { ours, theirs },
    ],
    python,
  );
  if (small === undefined || whole === undefined) throw new Error('no outcome');
  expect(summary(small)).toEqual(summary(whole));
  return small;
}

interface Scene {
  readonly base: RepoFiles;
  readonly main: RepoFiles;
  readonly feat: RepoFiles;
  readonly changes: readonly string[];
  readonly conflicts?: readonly string[];
}

const scenes: Readonly<Record<string, Scene>> = {
  'a new file': { base: { 'a.py': '' }, main: { 'b.py': '2' }, feat: { 'c.py': '3' }, changes: ['+c.py'] },
  'an edit and a deletion of what main left alone': {
    base: { 'a.py': '1', 'b.py': '1' },
    main: { 'c.py': '1' },
    feat: { 'a.py': '2', 'b.py': null },
    changes: ['~a.py', '-b.py'],
  },
  'both edited, in different places': {
    base: { 'a.py': body('a') },
    main: { 'a.py': `main\n${body('a')}` },
    feat: { 'a.py': `${body('a')}feat\n` },
    changes: ['~a.py'],
  },
  'both edited the same place': {
    base: { 'a.py': '1\n' },
    main: { 'a.py': '2\n' },
    feat: { 'a.py': '3\n' },
    changes: ['~a.py'],
    conflicts: ['a.py'],
  },
  'both added different files of one name': {
    base: {},
    main: { 'a.py': '2\n' },
    feat: { 'a.py': '3\n' },
    changes: ['~a.py'],
    conflicts: ['a.py'],
  },
  'both did the same': { base: { 'a.py': '1' }, main: { 'a.py': '2', 'b.py': '1' }, feat: { 'a.py': '2', 'b.py': '1' }, changes: [] },
  'main deleted what the branch edited': {
    base: { 'a.py': body('a') },
    main: { 'a.py': null },
    feat: { 'a.py': `${body('a')}x` },
    changes: ['+a.py'],
    conflicts: ['a.py'],
  },
  'main renumbered what the branch edited': {
    base: { 'm/0002_a.py': body('a') },
    main: { 'm/0002_a.py': null, 'm/0003_a.py': body('a') },
    feat: { 'm/0002_a.py': `${body('a')}x\n` },
    changes: ['~m/0003_a.py'],
  },
  'both renumbered, differently': {
    base: { 'm/0002_a.py': body('a') },
    main: { 'm/0002_a.py': null, 'm/0003_a.py': body('a') },
    feat: { 'm/0002_a.py': null, 'm/0004_a.py': body('a') },
    changes: ['+m/0004_a.py'],
    conflicts: ['m/0002_a.py', 'm/0003_a.py', 'm/0004_a.py'],
  },
  'main renamed the folder that the branch adds to': {
    base: { 'm/0001.py': body('a'), 'm/0002.py': body('b') },
    main: { 'm/0001.py': null, 'm/0002.py': null, 'n/0001.py': body('a'), 'n/0002.py': body('b') },
    feat: { 'm/0003.py': '3' },
    changes: ['+n/0003.py'],
    conflicts: ['n/0003.py'],
  },
  'main renamed the app, whose migration folder is new': {
    base: { 'app/models.txt': body('m'), 'app/views.txt': body('v') },
    main: { 'app/models.txt': null, 'app/views.txt': null, 'shop/models.txt': body('m'), 'shop/views.txt': body('v') },
    feat: { 'app/migrations/0001.py': '1', 'app/apps.txt': '1' },
    changes: ['+shop/migrations/0001.py'],
    conflicts: ['shop/migrations/0001.py'],
  },
  'the branch renamed the app to which main added a migration folder': {
    base: { 'app/models.txt': body('m'), 'app/views.txt': body('v') },
    main: { 'app/migrations/0001.py': '1', 'app/apps.txt': '1' },
    feat: { 'app/models.txt': null, 'app/views.txt': null, 'shop/models.txt': body('m'), 'shop/views.txt': body('v') },
    changes: ['-app/migrations/0001.py', '+shop/migrations/0001.py'],
    conflicts: ['shop/migrations/0001.py'],
  },
  'a conflict elsewhere': { base: { notes: '1\n' }, main: { notes: '2\n' }, feat: { notes: '3\n', 'a.py': '' }, changes: ['+a.py'] },
  'a link': {
    base: { 'a.py': '1' },
    main: { 'b.py': '1' },
    feat: { 'a.py': { link: 'b.py' }, 'c.py': { link: 'a.py' } },
    changes: ['~a.py', '+c.py'],
  },
  'odd paths': {
    base: { 'caf\udce9 "x".py': body('a') },
    main: { 'é\n.py': '1' },
    feat: { 'caf\udce9 "x".py': null, '\t\\.py': body('a') },
    changes: ['+\t\\.py', '-caf\udce9 "x".py'],
  },
  'a folder where a file was': {
    base: { 'a.py': '1' },
    main: { 'z.py': '' },
    feat: { 'a.py': null, 'a.py/x.py': '2' },
    changes: ['-a.py', '+a.py/x.py'],
  },
};

test.each(Object.entries(scenes))('%s', async (_name, { base, main, feat, changes, conflicts = [] }) => {
  const repo = gitRepo({ main: [{ 'keep.py': 'keep', ...base }, main], feat }, { bare: true });
  expect(summary(await land(repo))).toEqual({ changes, conflicts });
});

test('what only the merge made can be read afterwards', async () => {
  const repo = gitRepo({ main: [{ 'a.py': body('a') }, { 'a.py': `main\n${body('a')}` }], feat: { 'a.py': `${body('a')}feat\n` } });
  const repository = await open(repo);
  const request = { base: repo.id('main~1'), ours: repo.id('main'), theirs: repo.id('feat') };
  const [merged] = await repository.merge([request], python);
  const oid = merged?.changes[0]?.after ?? '';
  expect(Buffer.from((await repository.read([oid])).get(oid) ?? []).toString()).toBe(`main\n${body('a')}feat\n`);
  expect(repo.ask(['cat-file', '-e', oid]).status).not.toBe(0);
});

test('several merge bases are merged as git does', async () => {
  const repo = gitRepo({ main: [{ 'a.py': body('a') }, { 'b.py': '1' }], feat: { 'c.py': '1' } });
  const [one, other] = [repo.id('main'), repo.id('feat')];
  repo.commit('main', { 'c.py': '1' }, { parents: [one, other] });
  repo.commit('feat', { 'b.py': '1' }, { parents: [other, one] });
  repo.commit('feat', { 'd.py': '1' });
  const [merged] = await (await open(repo)).merge([{ ours: repo.id('main'), theirs: repo.id('feat') }], python);
  expect(merged && summary(merged)).toEqual({ changes: ['+d.py'], conflicts: [] });
});

test('a merge that cannot be done says why and does not stop the others', async () => {
  const repo = gitRepo({ main: [{ 'a.py': '' }, { 'b.py': '' }], feat: { 'c.py': '' } });
  const island = repo.commit('island', { 'd.py': '' }, { parents: [] });
  const [ours, theirs] = [repo.id('main'), repo.id('feat')];
  const outcomes = await (
    await open(repo)
  ).merge(
    [
      { ours, theirs: island },
      { ours, theirs },
      { ours, theirs: island },
    ],
    python,
  );
  expect(outcomes.map(({ failed }) => failed?.includes('unrelated histories'))).toEqual([true, undefined, true]);
  expect(outcomes[1]?.changes).toHaveLength(1);
  expect(await (await open(repo)).merge([], python)).toEqual([]);
});

test('nothing is written to the repository and nothing is left behind', async () => {
  const repo = gitRepo({ main: [{ 'a.py': body('a') }, { 'a.py': `main\n${body('a')}` }], feat: { 'a.py': `${body('a')}feat\n` } });
  const left = () => readdirSync(tmpdir()).filter(name => name.startsWith(`oneleaf-${process.pid}-`));
  const state = () => [repo.git('count-objects', '-v'), repo.git('for-each-ref'), repo.git('status', '--porcelain')];
  const before = state();
  await land(repo);
  expect(state()).toEqual(before);
  expect(left()).toEqual([]);
});

test('merge drivers of the repository are never run', async () => {
  const repo = gitRepo({
    main: [{ 'a.py': body('a'), '.gitattributes': '*.py merge=evil\n' }, { 'a.py': 'main\n' }],
    feat: { 'a.py': 'feat\n' },
  });
  repo.git('config', 'merge.evil.driver', `touch ${repo.path}/pwned`);
  expect(summary(await land(repo)).conflicts).toEqual(['a.py']);
  expect(readdirSync(repo.path)).not.toContain('pwned');
});
