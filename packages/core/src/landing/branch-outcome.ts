import { commandFindings, type RuleSeverities } from '../rules/run-rules.js';
import { messageText, sentence, type MessagePart } from '../model/message.js';
import { judgeLanding } from './judge-landing.js';
import { buildGraph, leaves, spellingOf } from '../graph/graph.js';
import { landHistories } from './landed-histories.js';
import type { BaseIndex } from './base-index.js';
import type { TreeHistories, HistorySearch } from '../adapter/tree-histories.js';
import type { BranchOutcome, HistoryOutcome, SideVerdict, TargetRef, Verdict } from '../reports/predict-report.js';
import type { HistoryContents } from '../graph/node.js';
import type { FileContentId, ContestReason } from './land-changes.js';
import type { FindingDraft } from '../rules/rule.js';
import type { LandingJudgement } from './judge-scope.js';
import type { LandedBranch } from './landed-branch.js';

export interface JudgedBranch {
  readonly landed: LandedBranch;
  readonly judgement: LandingJudgement;
  readonly report: BranchOutcome;
}

export interface JudgingInput {
  readonly base: TreeHistories;
  readonly search: HistorySearch;
  readonly baseline: BaseIndex;
  readonly severities: RuleSeverities;
  readonly target: TargetRef | undefined;
}

export function judgeBranch(landedBranch: LandedBranch, judging: JudgingInput): JudgedBranch {
  const judgement = judgeLanding(landedBranch.landed, judging.baseline, judging.severities);
  const undecided = undecidedPaths(landedBranch);
  const stops = landedBranch.exact ? landedBranch.conflicts : undecided;
  const sides = undecided.length === 0 ? undefined : verdictBySide(landedBranch, undecided, judging);
  const verdict = verdictOf(landedBranch, judgement, sides);
  const { name, commit, open } = landedBranch.branch;
  const details =
    verdict === 'landed'
      ? { reasons: [ABSORBED_REASON], histories: [] }
      : {
          reasons: [...standstillReasons(landedBranch, stops), ...judgement.reasons],
          histories: withStandstill(landedBranch, judgement, { stops, severities: judging.severities }),
        };
  return {
    landed: landedBranch,
    judgement,
    report: {
      ref: name,
      commit,
      verdict,
      exact: landedBranch.exact,
      ...details,
      ...(judging.target ? { target: judging.target } : {}),
      ...(sides ? { standstill: { paths: undecided, ifBase: sides.base, ifBranch: sides.branch } } : {}),
      ...(open === undefined ? {} : { open }),
    },
  };
}

function undecidedPaths({ exact, conflicts, placed = [], landing }: LandedBranch): readonly string[] {
  return exact
    ? conflicts.filter(path => !placed.includes(path))
    : landing.contested.filter(({ why }) => why !== 'both-deleted' && why !== 'folder-gone').map(({ path }) => path);
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
      if (content === undefined || content === (judging.base.files.get(path) ?? null)) files.delete(path);
      else files.set(path, content);
    }
    const landed = landHistories(judging.base, files, judging.search);
    const { verdict, secondLeaf } = judgeLanding(landed, judging.baseline, judging.severities);
    return { verdict, secondLeaf };
  };
  return { base: take(() => undefined), branch: take(path => branchContents.get(path) ?? null) };
}

function verdictOf(
  landedBranch: LandedBranch,
  judgement: LandingJudgement,
  sides: { base: SideVerdict; branch: SideVerdict } | undefined,
): Verdict {
  if (landedBranch.absorbed) return 'landed';
  if (landedBranch.exact) return landedBranch.conflicts.length > 0 ? 'broken' : judgement.verdict;
  if (!sides) return judgement.verdict;
  return sides.base.verdict === sides.branch.verdict ? sides.base.verdict : 'unknown';
}

/** The reason why a branch counts as landed although it has commits of its own. */
export const ABSORBED_REASON = 'all its changes of migrations are on the base';

function standstillReasons(landedBranch: LandedBranch, stops: readonly string[]): readonly string[] {
  const { exact, failed } = landedBranch;
  if (stops.length === 0) return failed === undefined ? [] : [`git could not merge it: ${failed}`];
  if (exact) return stops.map(path => messageText(stopSentence(path, landedBranch)));
  return [`both sides changed ${stops.join(', ')}${failed === undefined ? '' : `, and git could not merge it: ${failed}`}`];
}

const STOP_REASONS: Readonly<Record<ContestReason, string>> = {
  'both-added': 'both sides added it',
  'both-changed': 'both sides changed it',
  'changed-and-deleted': 'one side changed it, the other deleted it',
  'both-deleted': 'both sides renamed it',
  'folder-gone': 'one side renamed its folder',
  'folder-moved': 'one side moved its folder',
};

function stopSentence(path: string, { landing: { contested } }: LandedBranch): readonly MessagePart[] {
  const why = contested.find(one => one.path === path)?.why;
  return sentence`git stops at ${{ path }}: ${why ? STOP_REASONS[why] : 'one side renamed it, or its folder'}`;
}

function withStandstill(
  landedBranch: LandedBranch,
  { histories }: LandingJudgement,
  { stops: paths, severities }: { readonly stops: readonly string[]; readonly severities: RuleSeverities },
): LandingJudgement['histories'] {
  if (!landedBranch.exact || paths.length === 0) return histories;
  const contents = [...landedBranch.landed.contents.values()];
  const stops = commandFindings(
    'text-conflict',
    paths.map(path => textConflict(path, landedBranch)),
    severities,
  );
  const silent = contents.filter(
    ({ history }) => stops.some(one => one.history === history.id) && !histories.some(one => one.history === history.id),
  );
  return [...histories, ...silent.map(unchangedOutcome)].map(one => ({
    ...one,
    findings: [...stops.filter(({ history }) => history === one.history), ...one.findings],
  }));
}

function textConflict(path: string, landedBranch: LandedBranch): FindingDraft {
  const histories = [...landedBranch.landed.contents.values()].map(({ history }) => history);
  const home = histories.find(({ files, folder }) => files.includes(path) || path.startsWith(`${folder}/`));
  return {
    history: home?.id ?? '',
    message: stopSentence(path, landedBranch),
    location: { path },
    fix: {
      title: landedBranch.placed?.includes(path) === true ? PLACED_FIX : 'keep the landed text, and write the change as a new migration',
    },
  };
}

const PLACED_FIX = 'its folder was moved: merge the base, and keep the file where git puts it';

function unchangedOutcome(contents: HistoryContents): HistoryOutcome {
  const { id, framework, folder } = contents.history;
  const graph = buildGraph([contents]);
  const spell = leaves(graph, id).map(leaf => spellingOf(graph, leaf));
  return { history: id, framework: framework.name, folder, leaves: spell, landedLeaves: spell, added: [], findings: [] };
}
