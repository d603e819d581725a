import { markers } from '@oneleaf/frameworks';
import { isMarker, type RebaseReport } from '@oneleaf/core';
import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import type { GitRepo } from '@oneleaf/git/testing';
import { listing } from '../file-listing.js';
import { oneleaf } from '../oneleaf.js';
import { differingPaths, filesIn, stateOf } from './story-clone.js';
import { isFounded, isWhole, keepsAll, keepsBodies, keepsFiles, keepsOrder } from './promises.js';
import type { DrawnMigration } from './drawn-migrations.js';
import type { RebaseStory } from './story.js';
import type { Tally } from './tally.js';
import type { FrameworkWitness } from './witness.js';

/** What somebody is doing who puts a branch behind main. */
export type GitActivity = 'nothing' | 'a merge' | 'a rebase';

/** `oneleaf rebase` plans without writing, writes what it has planned, is taken back without a trace, and has nothing to do the second time. */
export async function expectRebaseBehaves(repo: GitRepo): Promise<RebaseReport> {
  const before = stateOf(repo);
  const files = filesIn(repo);
  const written = listing(repo.path);
  const plan = await runRebase(repo, '--dry-run');
  expect(listing(repo.path)).toEqual(written);
  const report = await runRebase(repo);
  expect(report).toEqual({ ...plan, state: report.changes.length === 0 ? 'planned' : 'written' });
  expect(differingPaths(files, filesIn(repo))).toEqual(changesIn(report, files));
  if (report.changes.length === 0) return report;
  expect((await runRebase(repo)).changes).toEqual([]);
  expect((await oneleaf(repo, ['rebase', '--abort'])).exitCode).toBe(0);
  expect(stateOf(repo)).toEqual(before);
  return runRebase(repo);
}

function changesIn({ changes }: RebaseReport, files: TreeFiles): readonly string[] {
  return changes.flatMap(({ path, text }) => ((files[path] ?? null) === text ? [] : [path])).sort();
}

/** Chance is the same for a plan as for what is written then, and another one for every commit. */
async function runRebase(repo: GitRepo, ...args: readonly string[]): Promise<RebaseReport> {
  let drawn = Number.parseInt(repo.git('rev-parse', 'HEAD').slice(0, 12), 16);
  const chance = (): string => (drawn += 1).toString(16).padStart(12, '0').slice(-12);
  return JSON.parse((await oneleaf(repo, ['rebase', '--format', 'json', ...args], { chance })).output) as RebaseReport;
}

/** Brings a branch and main together, whatever git is asked to do, and gives the files that come out. */
export async function bringTogether(repo: GitRepo, moment: GitActivity): Promise<readonly RebaseReport[]> {
  switch (moment) {
    case 'nothing': {
      const report = await expectRebaseBehaves(repo);
      commit(repo);
      repo.ask(['merge', '--no-commit', 'main']);
      return [report, ...(await settled(repo))];
    }
    case 'a merge':
      repo.ask(['merge', '--no-commit', 'main']);
      return settled(repo);
    case 'a rebase':
      repo.ask(['rebase', '--exec', 'false', 'main']);
      return replayed(repo);
  }
}

async function settled(repo: GitRepo): Promise<readonly RebaseReport[]> {
  const report = await expectRebaseBehaves(repo);
  commit(repo);
  return [report];
}

/** Each commit of the branch, put behind the one before. */
async function replayed(repo: GitRepo): Promise<readonly RebaseReport[]> {
  const reports: RebaseReport[] = [];
  while (repo.ask(['symbolic-ref', '--quiet', 'HEAD']).status !== 0) {
    const isConflict = repo.git('diff', '--name-only', '--diff-filter=U') !== '';
    const report = await expectRebaseBehaves(repo);
    reports.push(report);
    if (!isConflict && repo.git('status', '--porcelain') !== '')
      repo.git('commit', '--quiet', '--all', '--amend', '--no-edit', '--allow-empty');
    repo.ask(['-c', 'core.editor=true', 'rebase', '--continue']);
    expect(reports.length).toBeLessThan(9);
  }
  return reports;
}

function commit(repo: GitRepo): void {
  if (repo.git('status', '--porcelain') === '' && repo.ask(['rev-parse', '--verify', '--quiet', 'MERGE_HEAD']).status !== 0) return;
  repo.git('commit', '--quiet', '--all', '--message=Rebase');
}

/**
 * Whether both sides call something alike. Git stops a merge in files of one name, and a commit that it replays names parents as they were called:
 * what has landed under that name since is taken for them.
 */
function namesOverlap({ drawing, names }: RebaseStory): boolean {
  const called = (side: DrawnMigration['side']): readonly string[] =>
    drawing.all.filter(one => one.side === side).flatMap(({ mark }) => names.get(mark)?.literal ?? []);
  const landed = new Set(called('landed'));
  return called('own').some(name => landed.has(name));
}

/** Holds what a person gets to the same promises as what is planned. */
export async function expectRebaseKeepsPromises(
  story: RebaseStory,
  repo: GitRepo,
  { moment, witnesses, tally }: RebaseTest,
): Promise<void> {
  const reports = await bringTogether(repo, namesOverlap(story) ? 'nothing' : moment);
  const stuck = reports.flatMap(report => report.rebased.flatMap(({ refusal }) => refusal?.message ?? []));
  isFounded(story, stuck);
  tally.add('scenes');
  tally.add('refused', Math.min(1, stuck.length));
  tally.add('rewritten', Math.min(1, reports.filter(({ changes }) => changes.length > 0).length));
  if (stuck.length > 0) return;
  expect(repo.git('status', '--porcelain')).toBe('');
  const after = Object.fromEntries(Object.entries(filesIn(repo)).filter(([path]) => !isMarker(path, markers)));
  keepsFiles(story.landed, after);
  keepsBodies(story, after);
  for (const testimony of await Promise.all(witnesses.map(witness => witness.ask(after, story.scene)))) {
    isWhole(story, testimony, []);
    keepsAll(story, after, testimony);
    keepsOrder(story, after, testimony);
  }
}

interface RebaseTest {
  readonly moment: GitActivity;
  readonly witnesses: readonly FrameworkWitness[];
  readonly tally: Tally;
}
