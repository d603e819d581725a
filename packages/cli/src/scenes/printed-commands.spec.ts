import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport, RebaseReport } from '@oneleaf/core';
import { gitRepo, type GitRepo, type RepoFiles } from '@oneleaf/git/testing';
import { fixIn } from '../testing/example-story.js';
import { alembic, django, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf, type SpecFolder } from '../testing/oneleaf.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';
import { findingsOf } from '../testing/report-digest.js';

const feat = 'feat/sku';

interface Sides {
  readonly start: RepoFiles;
  readonly landed: RepoFiles;
  readonly mine: readonly RepoFiles[];
}

const SKU_CHAIN = [django('0001_initial < 0002_sku'), django('0002_sku < 0003_label')];
const DJANGO: Sides = { start: SHOP, landed: django('0001_initial < 0002_tax'), mine: SKU_CHAIN.slice(0, 1) };
const SIDES: readonly (readonly [string, Sides])[] = [
  ['Django', DJANGO],
  ['Django, several commits', { start: SHOP, landed: django('0001_initial < 0002_tax'), mine: SKU_CHAIN }],
  ['Alembic', { start: PAY, landed: alembic('start < tax'), mine: [alembic('start < sku')] }],
];

/** A clone on a branch, whose remote's main has moved on since. */
function clone({ start, landed, mine }: Sides): GitRepo {
  const origin = gitRepo({ main: { 'notes.txt': 'one\n', ...start }, [feat]: mine });
  const repo = origin.clone(`--branch=${feat}`);
  repo.commit(feat, { 'later.txt': 'later\n' });
  repo.checkout();
  origin.commit('main', landed);
  return repo;
}

/** Runs a printed command line as a person pastes it. */
function paste(repo: SpecFolder, command: string): void {
  const env = { ...repo.env, GIT_EDITOR: 'true' };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: repo.path, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
}

/** Runs a printed command of this program, and gives the commands that it prints to go on with. */
async function pasteOwn(repo: GitRepo, command: string): Promise<readonly string[]> {
  const [, ...words] = /^npx oneleaf (.*)$/.exec(command) ?? [];
  const { output } = await oneleaf(repo, [...(words[0] ?? '').split(' '), '--format', 'json']);
  return ((JSON.parse(output) as RebaseReport).next ?? []).map(fix => fix.command ?? '');
}

const STATES: readonly (readonly [string, (repo: GitRepo) => void])[] = [
  ['nothing else', () => undefined],
  ['uncommitted other work', repo => repo.write({ 'notes.txt': 'two\n' })],
  ['staged other work', repo => (repo.write({ 'notes.txt': 'two\n' }), repo.git('add', 'notes.txt'))],
  ['pull.rebase', repo => void repo.git('config', 'pull.rebase', 'true')],
];

describe.each(SIDES)('a push of %s that is blocked', (_name, sides) => {
  test.each(STATES)('gets through by what is printed, with %s', async (_state, prepare) => {
    const repo = clone(sides);
    prepare(repo);
    const notes = readFileSync(join(repo.path, 'notes.txt'), 'utf8');
    const blocked = await runPrePush(attemptPush(repo, ['origin', feat]));
    expect(blocked.exitCode).toBe(1);
    const commands = await pasteOwn(repo, fixIn(blocked.output));
    expect(commands.map(command => command.split(' ').slice(0, 2).join(' '))).toEqual(['git add', 'git commit', 'git pull', 'git push']);
    for (const command of commands) {
      // The hook that `init` sets up runs this before the commit.
      expect((await oneleaf(repo, ['check', '--staged'])).exitCode).toBe(0);
      paste(repo, command);
    }
    expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
    expect(await pasteOwn(repo, 'npx oneleaf rebase')).toEqual([]);
    expect(readFileSync(join(repo.path, 'notes.txt'), 'utf8')).toBe(notes);
    expect(repo.id(feat)).toBe(repo.id(`refs/remotes/origin/${feat}`));
  });
});

test.each(SIDES)('%s: check and rebase lead on from any step, not to each other', async (_name, sides) => {
  const repo = clone(sides);
  await oneleaf(repo, ['rebase']);
  for (const [step, left] of [4, 4, 2, 1].entries()) {
    const { findings } = JSON.parse((await oneleaf(repo, ['check', '--format', 'json'])).output) as CheckReport;
    const commands = await pasteOwn(repo, 'npx oneleaf rebase');
    if (findings.length > 0) expect(findings.map(({ fix }) => fix?.command)).toEqual(['npx oneleaf rebase']);
    if (step < 3) expect(commands).toHaveLength(left);
    paste(repo, commands[step < 2 ? step : 0] ?? 'true');
  }
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
});

test.each(SIDES)('%s: what --commit has committed is taken back by the printed command', async (_name, sides) => {
  const repo = clone(sides);
  const before = repo.id('HEAD');
  const { output } = await oneleaf(repo, ['rebase', '--commit', '--format', 'json']);
  expect((JSON.parse(output) as RebaseReport).next?.map(fix => fix.arguments?.[1])).toEqual(['pull', 'push']);
  const refused = await oneleaf(repo, ['rebase', '--abort']);
  const [reset = '', undo] = (/^try: (.+)$/m.exec(refused.complaint)?.[1] ?? '').split(' && ');
  paste(repo, reset);
  expect(undo).toBe('npx oneleaf rebase --abort');
  expect((await oneleaf(repo, ['rebase', '--abort'])).exitCode).toBe(0);
  expect([repo.id('HEAD'), repo.git('status', '--porcelain')]).toEqual([before, '']);
});

test('a merge that stopped is committed by what is printed', async () => {
  const repo = clone(DJANGO);
  repo.git('fetch', '--quiet');
  repo.ask(['merge', '--quiet', '--no-commit', 'origin/main']);
  const commands = await pasteOwn(repo, 'npx oneleaf rebase');
  for (const command of commands) paste(repo, command);
  expect(commands.at(-1)).toBe('git commit --no-edit');
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
});

test('from a folder inside, paths are those of the repository', async () => {
  const repo = clone(DJANGO);
  const inside = { path: `${repo.path}/shop`, env: repo.env };
  const { output } = await oneleaf(inside, ['rebase', '--format', 'json']);
  const steps = (JSON.parse(output) as RebaseReport).next ?? [];
  for (const { command = '' } of steps) paste(inside, command);
  expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json']))).toEqual([]);
});
