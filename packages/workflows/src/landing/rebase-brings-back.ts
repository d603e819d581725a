import {
  baseName,
  commandFindings,
  commandRule,
  isRuleOn,
  sentence,
  type FindingDraft,
  type RuleSeverities,
  type JudgedBranch,
  type LandedBranch,
} from '@oneleaf/core';
import type { TreeChange, Oid } from '@oneleaf/git';
import type { BaseTree } from '../branches/base-tree.js';

/** For more branches at once nobody reads these warnings. */
const REPLAY_LIMIT = 100;

/** Adds a warning to branches where a plain `git rebase` would bring back a file that a merge commit removed. */
export async function warnOfBroughtBack(
  base: BaseTree,
  outcomes: readonly JudgedBranch[],
  severities: RuleSeverities,
): Promise<readonly JudgedBranch[]> {
  if (!isRuleOn(commandRule('rebase-brings-back'), severities) || outcomes.length === 0 || outcomes.length > REPLAY_LIMIT) return outcomes;
  const replays = await replayedChanges(base, outcomes);
  return outcomes.map(outcome => {
    const paths = pathsBroughtBack(base, outcome.landed, replays.get(outcome.landed.branch.commit) ?? []);
    if (paths.length === 0) return outcome;
    const drafts = paths.map(path => broughtBackDraft(outcome.landed, path));
    const findings = commandFindings('rebase-brings-back', drafts, severities);
    const histories = outcome.report.histories.map(one => ({
      ...one,
      findings: [...one.findings, ...findings.filter(({ history }) => history === one.history)],
    }));
    return { ...outcome, report: { ...outcome.report, histories } };
  });
}

/** What the commits of a branch do that a rebase replays: merges are left out, and what was done in them by hand is lost. */
async function replayedChanges(
  { commit, world }: BaseTree,
  outcomes: readonly JudgedBranch[],
): Promise<ReadonlyMap<Oid, readonly TreeChange[]>> {
  const tips = [...new Set(outcomes.map(({ landed }) => landed.branch.commit))];
  const replays = await world.repository.commitsToReplay(commit, tips);
  const steps = new Map([...replays.values()].flat().map(step => [step.commit, step]));
  const pairs = [...steps.values()].map(step => [step.parent, step.commit] as const);
  const changes = await world.repository.changes(pairs, world.interest);
  const changed = new Map([...steps.keys()].map((step, index) => [step, changes[index] ?? []]));
  return new Map([...replays].map(([tip, own]) => [tip, own.flatMap(step => changed.get(step.commit) ?? [])]));
}

/** Migrations that are there after a replay, and neither at the branch's tip nor on the base. */
function pathsBroughtBack(
  { snapshot, world }: BaseTree,
  { branchContents }: LandedBranch,
  changes: readonly TreeChange[],
): readonly string[] {
  const there = new Set<string>();
  for (const { path, before, after } of changes) {
    if (after === null) there.delete(path);
    else if (before === null) there.add(path);
  }
  const isFolderMarker = (path: string): boolean =>
    world.survey.frameworks.some(({ recognise }) => recognise.isFolderMarker(baseName(path)));
  const gone = [...there].filter(path => (branchContents.get(path) ?? null) === null && !snapshot.files.has(path));
  return gone.filter(path => world.survey.mayBeMigration(path) && !isFolderMarker(path)).sort();
}

function broughtBackDraft({ landed }: LandedBranch, path: string): FindingDraft {
  const home = [...landed.contents.values()].find(({ history }) => path.startsWith(`${history.folder}/`));
  return {
    history: home?.history.id ?? '',
    message: sentence`a plain git rebase would bring back ${{ path }}, which a merge commit removed`,
    location: { path },
    fix: { title: 'land the branch by a merge or a squash merge, or remove the file in a separate commit' },
  };
}
