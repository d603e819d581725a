import {
  assess,
  landSnapshot,
  type Baseline,
  type BranchOutcome,
  type Content,
  type Finding,
  type Judgement,
  type Severities,
  type Side,
  type Target,
  type Verdict,
} from '@oneleaf/core';
import type { Base, Prospect } from './prospects.js';

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
  readonly target?: Target;
}

export function outcomeOf(prospect: Prospect, judging: Judging): Outcome {
  const judgement = assess(prospect.landed, judging.baseline, judging.severities);
  const undecided = undecidedPaths(prospect);
  const sides = undecided.length === 0 ? undefined : sidesOf(prospect, undecided, judging);
  const verdict = verdictOf(prospect, judgement, sides);
  const { name, commit, open } = prospect.branch;
  return {
    prospect,
    judgement,
    told: {
      ref: name,
      commit,
      verdict,
      exact: prospect.exact,
      reasons: [...standstillReasons(prospect, undecided), ...judgement.reasons],
      histories: withStandstill(prospect, judgement, undecided),
      ...(judging.target ? { target: judging.target } : {}),
      ...(sides ? { standstill: { paths: undecided, ifBase: sides.base, ifBranch: sides.branch } } : {}),
      ...(open === undefined ? {} : { open }),
    },
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
  return { base: take(() => undefined), branch: take(path => sides.get(path)) };
}

function verdictOf(prospect: Prospect, judgement: Judgement, sides: { base: Side; branch: Side } | undefined): Verdict {
  if (isAbsorbed(prospect)) return 'landed';
  if (prospect.exact) return prospect.conflicts.length > 0 ? 'broken' : judgement.verdict;
  if (!sides) return judgement.verdict;
  return sides.base.verdict === sides.branch.verdict ? sides.base.verdict : 'unknown';
}

/** Whether all that the branch brings are files that the base has too: landed by a squash merge, and edited there since. */
function isAbsorbed({ landing: { files, contested } }: Prospect): boolean {
  const twice = new Set(contested.filter(({ why }) => why === 'both-added').map(({ path }) => path));
  return twice.size > 0 && [...files.keys()].every(path => twice.has(path));
}

function standstillReasons({ exact, failed }: Prospect, undecided: readonly string[]): readonly string[] {
  if (undecided.length === 0) return failed === undefined ? [] : [`git could not merge it: ${failed}`];
  if (exact) return [`git stops inside ${undecided.join(', ')}: both sides changed it`];
  return [`both sides changed ${undecided.join(', ')}${failed === undefined ? '' : `, and git could not merge it: ${failed}`}`];
}

/** Adds what git itself stops at to the history that it belongs to. */
function withStandstill({ exact, landed }: Prospect, { histories }: Judgement, undecided: readonly string[]): Judgement['histories'] {
  if (!exact || undecided.length === 0) return histories;
  const home = (path: string): string =>
    [...landed.chapters.values()].find(({ history }) => history.files.includes(path) || path.startsWith(`${history.folder}/`))?.history
      .id ?? '';
  const stops = undecided.map((path): Finding => ({
    rule: 'text-conflict',
    severity: 'error',
    history: home(path),
    message: `git stops inside ${path}: both sides changed it`,
    location: { path },
    fix: { title: 'keep the landed text, and put the change into a migration of its own' },
  }));
  return histories.map(one => ({ ...one, findings: [...stops.filter(({ history }) => history === one.history), ...one.findings] }));
}
