import { gitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { branchesOf, checked, findingsOf, predicted } from '../testing/report-digest.js';
import { alembic, alembicText, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const fork = { ...SHOP, ...django('0001_initial < 0002_sku'), ...django('0001_initial < 0002_tax') };
const configured = (value: object): RepoFiles => ({ 'oneleaf.json': JSON.stringify(value) });
const check = (files: RepoFiles) => oneleaf(gitRepo({ main: files }), ['check', '--format', 'json']);

describe('rules', () => {
  test('one that is off is not reported', async () => {
    const ended = await check({ ...fork, ...configured({ rules: { 'multiple-leaves': 'off' } }) });
    expect([findingsOf(ended), ended.exitCode]).toEqual([[], 0]);
  });

  test('one that is off does not make a fork clean', async () => {
    const repo = gitRepo({
      main: [{ ...SHOP, ...configured({ rules: { 'multiple-leaves': 'off' } }) }, django('0001_initial < 0002_tax')],
      'feat/sku': django('0001_initial < 0002_sku'),
    });
    const ended = await oneleaf(repo, ['predict', '--format', 'json']);
    expect([branchesOf(ended), ended.exitCode]).toEqual([{ 'refs/heads/feat/sku': ['conflict', 'shop: 0002_sku, 0002_tax'] }, 1]);
  });

  test.each([
    ['warning', 0],
    ['error', 1],
  ])('one that is a %s ends with %i', async (severity, exitCode) => {
    const repo = gitRepo({ main: { ...SHOP, ...configured({ rules: { 'edited-landed': severity } }) } });
    repo.write({ 'shop/migrations/0001_initial.py': djangoText([], 'other') });
    const ended = await oneleaf(repo, ['check', '--format', 'json']);
    expect([findingsOf(ended), ended.exitCode]).toEqual([[`${severity} edited-landed shop`], exitCode]);
  });
});

describe('histories', () => {
  const folder = 'alembic/versions';
  const labelled = (id: string, label: string): RepoFiles => ({
    [`${folder}/${id}.py`]: `${alembicText(id, ['start'])}branch_labels = ('${label}',)\n`,
  });
  const labels = { ...PAY, ...labelled('pre1', 'pre'), ...labelled('post1', 'post') };
  const expecting = (expectedLeaves: unknown): RepoFiles => configured({ histories: [{ folder, framework: 'alembic', expectedLeaves }] });

  test('two leaves are right where two are expected, three are not', async () => {
    expect(findingsOf(await check({ ...labels, ...expecting(2) }))).toEqual([]);
    expect(findingsOf(await check({ ...labels, ...alembic('start < fee'), ...expecting(2) }))).toEqual([
      'error multiple-leaves alembic/versions',
    ]);
  });

  test('a second leaf under one label is one too many though the sum is right', async () => {
    expect(findingsOf(await check({ ...labels, ...expecting({ pre: 1, post: 1 }) }))).toEqual([]);
    const twice = { ...PAY, ...labelled('pre1', 'pre'), ...alembic('pre1 < pre2'), ...alembic('pre1 < pre3') };
    expect(findingsOf(await check({ ...twice, ...expecting({ pre: 1, post: 1 }) }))).toEqual(['error multiple-leaves alembic/versions']);
  });

  test('a branch may add the leaf that is still missing, and no other', async () => {
    const repo = gitRepo({
      main: { ...PAY, ...labelled('pre1', 'pre'), ...expecting({ pre: 1, post: 1 }) },
      right: labelled('post1', 'post'),
      wrong: { ...labelled('post1', 'post'), ...alembic('start < fee') },
    });
    const reported = branchesOf(await oneleaf(repo, ['predict', '--format', 'json']));
    expect(Object.entries(reported).map(([ref, [verdict]]) => [ref, verdict])).toEqual([
      ['refs/heads/wrong', 'conflict'],
      ['refs/heads/right', 'clean'],
    ]);
  });

  test('are called as the team calls them', async () => {
    const named = configured({ histories: [{ folder: 'shop/migrations', framework: 'django', name: 'the shop' }] });
    expect(findingsOf(await check({ ...fork, ...named }))).toEqual(['error multiple-leaves the shop']);
  });

  test.each([
    ['by folder', { histories: [{ folder: 'shop/migrations', framework: 'django', exclude: true }] }],
    ['by path', { exclude: ['shop'] }],
    ['by glob', { exclude: ['**/migrations/**'] }],
  ])('are left out %s', async (_, value) => {
    expect(checked(await check({ ...fork, ...PAY, ...configured(value) })).histories.map(({ history }) => history)).toEqual([
      'alembic/versions',
    ]);
  });

  test('lie where nobody would look for them', async () => {
    const moved = { 'db/steps/start.py': alembicText('start', []), 'db/steps/fee.py': alembicText('fee', ['start']) };
    expect(checked(await check(moved)).histories).toEqual([]);
    const reported = await check({ ...moved, ...configured({ histories: [{ folder: 'db/steps', framework: 'alembic', name: 'steps' }] }) });
    expect(checked(reported).histories.map(({ history, leaves }) => [history, ...leaves])).toEqual([['steps', 'fee']]);
  });
});

test('the base and the remote where main lives', async () => {
  const origin = gitRepo({ main: SHOP, trunk: django('0001_initial < 0002_tax') });
  const repo = origin.clone();
  repo.commit('feat/sku', django('0001_initial < 0002_sku'), { parents: ['origin/main'] });
  const baseOf = async (value: object) => {
    repo.write(configured(value));
    return predicted(await oneleaf(repo, ['predict', '--format', 'json'])).base.ref;
  };
  expect(await baseOf({})).toBe('refs/remotes/origin/main');
  expect(await baseOf({ base: 'origin/trunk' })).toBe('refs/remotes/origin/trunk');
  repo.git('remote', 'add', '-f', 'hub', `file://${origin.path}`);
  expect(await baseOf({ remote: 'hub' })).toBe('refs/remotes/hub/main');
});
