import {
  assess,
  buildGraph,
  landSnapshot,
  leaves,
  spelled,
  type Baseline,
  type BranchOutcome,
  type Chapter,
  type Content,
  type Contest,
  type Finding,
  type HistoryOutcome,
  type Judgement,
  type Severities,
  type Side,
  type Target,
  type Verdict,
} from '@oneleaf/core';
import type { Base, Landed, Prospect } from './prospect.js';

/** What a branch would do to the base, with the words for it. */
export interface Outcome {
  readonly prospect: Prospect;
  readonly judgement: Judgement;
  readonly told: BranchOutcome;
}

export interface Judging {
  readonly base: Base;
  readonly baseline: Baseline;
  readonly severities: Severities;
  readonly target: Target | undefined;
}

export function outcomeOf(prospect: Prospect, judging: Judging): Outcome {
  const judgement = assess(prospect.landed, judging.baseline, judging.severities);
  const undecided = undecidedPaths(prospect);
  const sides = undecided.length === 0 ? undefined : sidesOf(prospect, undecided, judging);
  const verdict = verdictOf(prospect, judgement, sides);
  const { name, commit, open } = prospect.branch;
  const said =
    verdict === 'landed'
      ? { reasons: [ABSORBED], histories: [] }
      : {
          reasons: [...standstillReasons(prospect, undecided), ...judgement.reasons],
          histories: withStandstill(prospect, judgement, undecided),
        };
  return {
    prospect,
    judgement,
    told: {
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
export function undecidedOutcome({ branch: { name, commit, open }, landing }: Landed, target: Target | undefined): BranchOutcome {
  const reasons = landing.contested.map(
    ({ path, why }) => `${path}: ${STOPS[why]}; ask about this branch alone, then git's own merge decides`,
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

function undecidedPaths({ exact, conflicts, landing }: Prospect): readonly string[] {
  return exact ? conflicts : landing.contested.filter(({ why }) => why !== 'both-deleted' && why !== 'folder-gone').map(({ path }) => path);
}

function sidesOf({ landing, sides }: Prospect, undecided: readonly string[], judging: Judging): { base: Side; branch: Side } {
  const take = (side: (path: string) => Content | undefined): Side => {
    const files = new Map(landing.files);
    for (const path of undecided) {
      const content = side(path);
      if (content === undefined || content === (judging.base.snapshot.files.get(path) ?? null)) files.delete(path);
      else files.set(path, content);
    }
    const landed = landSnapshot(judging.base.snapshot, files, judging.base.world.survey);
    const { verdict, secondLeaf } = assess(landed, judging.baseline, judging.severities);
    return { verdict, secondLeaf };
  };
  return { base: take(() => undefined), branch: take(path => sides.get(path) ?? null) };
}

function verdictOf(prospect: Prospect, judgement: Judgement, sides: { base: Side; branch: Side } | undefined): Verdict {
  if (prospect.absorbed) return 'landed';
  if (prospect.exact) return prospect.conflicts.length > 0 ? 'broken' : judgement.verdict;
  if (!sides) return judgement.verdict;
  return sides.base.verdict === sides.branch.verdict ? sides.base.verdict : 'unknown';
}

/** Why a branch is landed that has commits of its own. */
export const ABSORBED = 'all that it changes of migrations is on the base';

function standstillReasons(prospect: Prospect, undecided: readonly string[]): readonly string[] {
  const { exact, failed } = prospect;
  if (undecided.length === 0) return failed === undefined ? [] : [`git could not merge it: ${failed}`];
  if (exact) return undecided.map(path => stop(path, prospect));
  return [`both sides changed ${undecided.join(', ')}${failed === undefined ? '' : `, and git could not merge it: ${failed}`}`];
}

const STOPS: Readonly<Record<Contest, string>> = {
  'both-added': 'both sides added it',
  'both-changed': 'both sides changed it',
  'changed-and-deleted': 'one side changed it, the other deleted it',
  'both-deleted': 'both sides renamed it',
  'folder-gone': 'one side renamed its folder',
};

function stop(path: string, { landing: { contested } }: Prospect): string {
  const why = contested.find(one => one.path === path)?.why;
  return `git stops at ${path}: ${why ? STOPS[why] : 'one side renamed it, or its folder'}`;
}

/** Adds what git itself stops at to the history that it belongs to. */
function withStandstill(prospect: Prospect, { histories }: Judgement, undecided: readonly string[]): Judgement['histories'] {
  if (!prospect.exact || undecided.length === 0) return histories;
  const chapters = [...prospect.landed.chapters.values()];
  const stops = undecided.map((path): Finding => {
    const home = chapters.find(({ history }) => history.files.includes(path) || path.startsWith(`${history.folder}/`));
    return {
      rule: 'text-conflict',
      severity: 'error',
      history: home?.history.id ?? '',
      message: stop(path, prospect),
      location: { path },
      fix: { title: 'keep the landed text, and put the change into a migration of its own' },
    };
  });
  const silent = chapters.filter(
    ({ history }) => stops.some(one => one.history === history.id) && !histories.some(one => one.history === history.id),
  );
  return [...histories, ...silent.map(unchanged)].map(one => ({
    ...one,
    findings: [...stops.filter(({ history }) => history === one.history), ...one.findings],
  }));
}

/** A history of which nothing changes but what git stops at. */
function unchanged(chapter: Chapter): HistoryOutcome {
  const { id, framework, folder } = chapter.history;
  const graph = buildGraph([chapter]);
  const spell = leaves(graph, id).map(leaf => spelled(graph, leaf));
  return { history: id, framework, folder, leaves: spell, landedLeaves: spell, added: [], findings: [] };
}
