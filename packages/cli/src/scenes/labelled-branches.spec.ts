import { gitRepo, type GitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { alembic, alembicText, PAY } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';
import { branchesOf, findingsOf } from '../testing/report-digest.js';

const labelled = (id: string, parent: string, label: string): RepoFiles => ({
  [`alembic/versions/${id}.py`]: `${alembicText(id, [parent])}\nbranch_labels = ('${label}',)\n`,
});
/** `start` with a line for each label. */
const split = { ...PAY, ...labelled('e1', 'start', 'expand'), ...labelled('c1', 'start', 'contract') };

const predict = async (repo: GitRepo): Promise<Readonly<Record<string, readonly string[]>>> =>
  branchesOf(await oneleaf(repo, ['predict', '--local', '--since', 'all', '--format', 'json']));

test('leaves of different labels are meant, and nothing is joined', async () => {
  const repo = gitRepo({ main: split });
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
  expect((await oneleaf(repo, ['merge'])).output).toBe('no history has leaves to join\n');
});

test.each([
  ['on the leaf of its label', alembic('e1 < e2'), 'clean'],
  ['beside the leaf of its label', alembic('start < x1'), 'conflict'],
  ['with a label of its own', labelled('m1', 'start', 'maintain'), 'clean'],
  ['that joins both lines', alembic('c1 + e1 < joined'), 'clean'],
])('a branch that adds a migration %s', async (_, files, verdict) => {
  const repo = gitRepo({ main: split });
  repo.commit('feat', files, { parents: ['main'] });
  expect((await predict(repo))['refs/heads/feat']?.[0]).toBe(verdict);
});

test('a second leaf inside one label is a conflict, and is rebased on its own line', async () => {
  const repo = gitRepo({ main: split });
  repo.commit('feat', alembic('e1 < e2'), { parents: ['main'] });
  repo.commit('main', { ...alembic('e1 < e3'), ...alembic('c1 < c2') }, { parents: ['main'] });
  expect((await predict(repo))['refs/heads/feat']?.[0]).toBe('conflict');
  repo.checkout('feat');
  const { output, exitCode } = await oneleaf(repo, ['rebase', '--onto', 'main']);
  expect([exitCode, output]).toEqual([0, expect.stringContaining('on e3 instead of e1')]);
});

test('two branches that begin lines of different labels do not conflict', async () => {
  const repo = gitRepo({ main: PAY });
  repo.commit('one', labelled('e1', 'start', 'expand'), { parents: ['main'] });
  repo.commit('other', labelled('c1', 'start', 'contract'), { parents: ['main'] });
  const { output } = await oneleaf(repo, ['predict', '--local', '--since', 'all', '--format', 'json']);
  expect((JSON.parse(output) as { groups: unknown[] }).groups).toEqual([]);
});

test.each([
  ['expand', 'stands on e1'],
  ['contract', 'stands on c1'],
])('new --branch %s', async (label, expected) => {
  expect((await oneleaf(gitRepo({ main: split }), ['new', 'add y', '--branch', label])).output).toContain(expected);
});

test('a label that both lines carry tells nothing', async () => {
  const repo = gitRepo({ main: { ...PAY, ...labelled('base', 'start', 'shop'), ...alembic('base < a'), ...alembic('base < b') } });
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toContain('error multiple-leaves alembic/versions');
});

describe('version locations of their own', () => {
  const ini = '[alembic]\nscript_location = alembic\nversion_locations = one/versions two/versions\n';
  const at = (folder: string, id: string, parents: readonly string[] = []): RepoFiles => ({
    [`${folder}/versions/${id}.py`]: alembicText(id, parents),
  });
  const apart = { 'alembic.ini': ini, 'alembic/env.py': '', ...at('one', 'a1'), ...at('two', 'b1') };

  test('have a leaf each', async () => {
    expect(findingsOf(await oneleaf(gitRepo({ main: apart }), ['check', '--format', 'json']))).toEqual(['note several-roots one/versions']);
  });

  test('have a leaf too many where one of them forks', async () => {
    const repo = gitRepo({ main: { ...apart, ...at('one', 'a2', ['a1']), ...at('one', 'a3', ['a1']) } });
    expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toContain('error multiple-leaves one/versions');
  });

  test('are one line where they build on each other', async () => {
    const repo = gitRepo({
      main: { 'alembic.ini': ini, 'alembic/env.py': '', ...at('one', 'a1'), ...at('two', 'b1', ['a1']), ...at('one', 'a2', ['a1']) },
    });
    expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toContain('error multiple-leaves one/versions');
  });
});
