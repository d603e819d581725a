import { gitRepo, type GitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { alembic, alembicText, PAY } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { branchesOf, checked, findingsOf } from '../testing/report-digest.js';
import { expectUntouched } from '../testing/untouched-repository.js';

/** `mid` computes its parent: it may stand on `start`, or be a root. */
const computed = {
  ...PAY,
  'alembic/versions/mid.py': alembicText('mid', []).replace('down_revision = None', 'down_revision = parent_of(__file__)'),
};
const child = (id: string) => alembic(`mid < ${id}`);
const [left, right] = [child('left'), child('right')];

const here = (files: RepoFiles): GitRepo => gitRepo({ main: [{ ...computed, ...files }] });

test('a certain fork is reported, and a leaf that may be none is called so', async () => {
  const { findings } = checked(await oneleaf(here({ ...left, ...right }), ['check', '--format', 'json']));
  const [fork] = findings.filter(({ rule }) => rule === 'multiple-leaves');
  expect(fork?.message).toBe('alembic/versions has 2 leaves: left, right');
  expect(fork?.related?.map(({ path, message }) => [path, message])).toEqual([
    ['alembic/versions/left.py', 'a leaf'],
    ['alembic/versions/right.py', 'a leaf'],
    ['alembic/versions/start.py', 'perhaps a leaf'],
  ]);
});

test('a fork above a computed migration is predicted, and one below it is unknown', async () => {
  const repo = here(left);
  repo.commit('fork', right, { parents: ['main'] });
  repo.commit('below', alembic('start < low'), { parents: ['main'] });
  repo.commit('behind', alembic('left < next'), { parents: ['main'] });
  const unsure = 'alembic/versions/mid.py may or may not stand on another leaf: only running it could tell';
  expect(branchesOf(await oneleaf(repo, ['predict', '--local', '--since', 'all', '--format', 'json']))).toEqual({
    'refs/heads/fork': ['conflict', 'alembic/versions: left, right, start (multiple-leaves)'],
    'refs/heads/below': ['unknown', 'alembic/versions: left, low', unsure],
    'refs/heads/behind': ['clean', 'alembic/versions: next, start'],
  });
});

test('a new migration stands on the leaf that is certain', async () => {
  const { output, exitCode } = await oneleaf(here(left), ['new', 'add y', '--dry-run']);
  expect([exitCode, output]).toEqual([0, expect.stringContaining('stands on left (on main)')]);
});

test('only certain leaves are joined', async () => {
  const { output, exitCode } = await oneleaf(here({ ...left, ...right }), ['merge', '--dry-run']);
  expect([exitCode, output]).toEqual([0, expect.stringContaining('joins left (on main) and right (on main)')]);
});

test.each([
  ['new', ['new', 'add y'], 'cannot tell which migration is the leaf of alembic/versions'],
  ['merge', ['merge'], 'cannot tell which leaves alembic/versions has'],
])('%s writes nothing where no leaf is certain', async (_, args, message) => {
  const other = {
    'alembic/versions/odd.py': alembicText('odd', []).replace('down_revision = None', 'down_revision = parent_of(__file__)'),
  };
  const { output, exitCode } = await expectUntouched(here(other), args);
  expect([exitCode, output]).toEqual([1, expect.stringContaining(message)]);
});

test('of two assignments the last one holds', async () => {
  const twice = `${alembicText('b', [])}down_revision = 'start'\n`;
  const repo = gitRepo({ main: [{ ...PAY, 'alembic/versions/b.py': twice }] });
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
});

test.each([
  [
    'the name of its file',
    { 'alembic/versions/start.py': null, 'alembic/versions/20260621_start.py': alembicText('start', []) },
    '20260621_start',
  ],
  ['a name that nothing has', {}, 'strat'],
])('a parent called %s is one finding, and nothing is built on it', async (_, files, name) => {
  const repo = gitRepo({ main: [{ ...PAY }] });
  repo.write({ ...files, ...alembic(`${name} < next`) });
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual(
    expect.not.arrayContaining(['error multiple-leaves alembic/versions']),
  );
  for (const args of [['merge'], ['new', 'add y']]) {
    const { output, exitCode } = await expectUntouched(repo, args);
    expect([exitCode, output]).toEqual([1, expect.stringContaining(`next refers to ${name}, which no file carries`)]);
  }
});
