import {
  commandFindings,
  judgeLanding,
  buildGraph,
  landHistories,
  leaves,
  spellingOf,
  type BaseIndex,
  type BranchOutcome,
  type HistoryContents,
  type FileContentId,
  type ContestReason,
  type FindingDraft,
  type HistoryOutcome,
  type LandingJudgement,
  type RuleSeverities,
  type SideVerdict,
  type TargetRef,
  type Verdict,
} from '@oneleaf/core';
import type { SettledBranch, LandedBranch } from './landed-branch.js';
import type { BaseTree } from '../branches/base-tree.js';

/** What a branch would do to the base, with the words for it. */
export interface JudgedBranch {
  readonly landed: LandedBranch;
  readonly judgement: LandingJudgement;
  readonly report: BranchOutcome;
}

export interface JudgingInput {
  readonly base: BaseTree;
  readonly baseline: BaseIndex;
  readonly severities: RuleSeverities;
  readonly target: TargetRef | undefined;
}

export function judgeBranch(prospect: LandedBranch, judging: JudgingInput): JudgedBranch {
  const judgement = judgeLanding(prospect.landed, judging.baseline, judging.severities);
  const undecided = undecidedPaths(prospect);
  const sides = undecided.length === 0 ? undefined : verdictBySide(prospect, undecided, judging);
  const verdict = verdictOf(prospect, judgement, sides);
  const { name, commit, open } = prospect.branch;
  const said =
    verdict === 'landed'
      ? { reasons: [ABSORBED_REASON], histories: [] }
      : {
          reasons: [...standstillReasons(prospect, undecided), ...judgement.reasons],
          histories: withStandstill(prospect, judgement, { undecided, severities: judging.severities }),
        };
  return {
    landed: prospect,
    judgement,
    report: {
      ref: name,
      commit,
      verdict,
      exact: prospect.exact,
      ...said,
      ...(judging.target ? { target: judging.target } : {}),
      ...(sides ? { standstill: { paths: undecided, ifBase: sides.base, ifBranch: sides.branch } } : {}),
      ...(open === undefined ? {} : { open }),
    },
  };
}

/** A branch that was left undecided: the same question about it alone is answered by git's own merge. */
export function undecidedOutcome({ branch: { name, commit, open }, landing }: SettledBranch, target: TargetRef | undefined): BranchOutcome {
  const reasons = landing.contested.map(
    ({ path, why }) => `${path}: ${STOP_REASONS[why]}; ask about this branch alone, then git's own merge decides`,
  );
  return {
    ref: name,
    commit,
    verdict: 'unknown',
    exact: false,
    reasons,
    histories: [],
    ...(target ? { target } : {}),
    ...(open === undefined ? {} : { open }),
  };
}

function undecidedPaths({ exact, conflicts, landing }: LandedBranch): readonly string[] {
  return exact ? conflicts : landing.contested.filter(({ why }) => why !== 'both-deleted' && why !== 'folder-gone').map(({ path }) => path);
}

function verdictBySide(
  { landing, branchContents }: LandedBranch,
  undecided: readonly string[],
  judging: JudgingInput,
): { base: SideVerdict; branch: SideVerdict } {
  const take = (side: (path: string) => FileContentId | undefined): SideVerdict => {
    const files = new Map(landing.files);
    for (const path of undecided) {
      const content = side(path);
      if (content === undefined || content === (judging.base.snapshot.files.get(path) ?? null)) files.delete(path);
      else files.set(path, content);
    }
    const landed = landHistories(judging.base.snapshot, files, judging.base.world.survey);
    const { verdict, secondLeaf } = judgeLanding(landed, judging.baseline, judging.severities);
    return { verdict, secondLeaf };
  };
  return { base: take(() => undefined), branch: take(path => branchContents.get(path) ?? null) };
}

function verdictOf(
  prospect: LandedBranch,
  judgement: LandingJudgement,
  sides: { base: SideVerdict; branch: SideVerdict } | undefined,
): Verdict {
  if (prospect.absorbed) return 'landed';
  if (prospect.exact) return prospect.conflicts.length > 0 ? 'broken' : judgement.verdict;
  if (!sides) return judgement.verdict;
  return sides.base.verdict === sides.branch.verdict ? sides.base.verdict : 'unknown';
}

/** Why a branch is landed that has commits of its own. */
export const ABSORBED_REASON = 'all that it changes of migrations is on the base';

function standstillReasons(prospect: LandedBranch, undecided: readonly string[]): readonly string[] {
  const { exact, failed } = prospect;
  if (undecided.length === 0) return failed === undefined ? [] : [`git could not merge it: ${failed}`];
  if (exact) return undecided.map(path => stopReason(path, prospect));
  return [`both sides changed ${undecided.join(', ')}${failed === undefined ? '' : `, and git could not merge it: ${failed}`}`];
}

const STOP_REASONS: Readonly<Record<ContestReason, string>> = {
  'both-added': 'both sides added it',
  'both-changed': 'both sides changed it',
  'changed-and-deleted': 'one side changed it, the other deleted it',
  'both-deleted': 'both sides renamed it',
  'folder-gone': 'one side renamed its folder',
};

function stopReason(path: string, { landing: { contested } }: LandedBranch): string {
  const why = contested.find(one => one.path === path)?.why;
  return `git stops at ${path}: ${why ? STOP_REASONS[why] : 'one side renamed it, or its folder'}`;
}

/** Adds what git itself stops at to the history that it belongs to. */
function withStandstill(
  prospect: LandedBranch,
  { histories }: LandingJudgement,
  { undecided, severities }: { readonly undecided: readonly string[]; readonly severities: RuleSeverities },
): LandingJudgement['histories'] {
  if (!prospect.exact || undecided.length === 0) return histories;
  const chapters = [...prospect.landed.contents.values()];
  const stops = commandFindings(
    'text-conflict',
    undecided.map(path => textConflict(path, prospect)),
    severities,
  );
  const silent = chapters.filter(
    ({ history }) => stops.some(one => one.history === history.id) && !histories.some(one => one.history === history.id),
  );
  return [...histories, ...silent.map(unchangedOutcome)].map(one => ({
    ...one,
    findings: [...stops.filter(({ history }) => history === one.history), ...one.findings],
  }));
}

function textConflict(path: string, prospect: LandedBranch): FindingDraft {
  const histories = [...prospect.landed.contents.values()].map(({ history }) => history);
  const home = histories.find(({ files, folder }) => files.includes(path) || path.startsWith(`${folder}/`));
  return {
    history: home?.id ?? '',
    message: stopReason(path, prospect),
    location: { path },
    fix: { title: 'keep the landed text, and put the change into a migration of its own' },
  };
}

/** A history of which nothing changes but what git stops at. */
function unchangedOutcome(chapter: HistoryContents): HistoryOutcome {
  const { id, framework, folder } = chapter.history;
  const graph = buildGraph([chapter]);
  const spell = leaves(graph, id).map(leaf => spellingOf(graph, leaf));
  return { history: id, framework: framework.name, folder, leaves: spell, landedLeaves: spell, added: [], findings: [] };
}
