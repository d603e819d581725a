import { type BranchOutcome, type PredictReport, ABSORBED_REASON, type BranchRef } from '@oneleaf/core';
import { afterLanding } from './after-landing.js';
import { expectsNone } from '../configuration/configuration.js';
import { chooseBase, openBaseTree } from '../branches/base-tree.js';
import type { Oid, CommitRelation } from '@oneleaf/git';
import { unknownOutcome } from '../landing/unknown-outcome.js';
import { judgeBranches } from '../landing/judge-branches.js';
import { releaseLines, type ReleaseLine } from '../branches/release-lines.js';
import { planLines } from './plan-lines.js';
import type { BaseTree } from '../branches/base-tree.js';
import { commitOf, selectBranches } from '../branches/refs.js';
import type { RepositorySession } from '../session/session.js';

export interface PredictOptions {
  /** Branch names, globs or commit ids; all branches when empty. */
  readonly refs: readonly string[];
  readonly base?: string;
  readonly remote?: string;
  readonly local: boolean;
  /** A branch that is taken for landed on the base already. */
  readonly after?: string;
  /** Age in seconds beyond which branches are left out; undefined for no limit. */
  readonly since?: number;
}

/** Says for every branch that touches migrations what landing it would do, and what the branches would do to each other. */
export async function predict(session: RepositorySession, options: PredictOptions): Promise<PredictReport> {
  const { repository, configuration, now } = session;
  const name = await chooseBase(session, options);
  const base = { name: (await repository.fullRefName(name)) ?? name, commit: await commitOf(repository, name) };
  const all = await selectBranches(repository, { ...options, given: options.refs });
  const after = options.after === undefined ? undefined : await commitOf(repository, options.after);
  const lines = options.base === undefined ? await releaseLines(repository, base, configuration.lines) : [];
  // Ages are counted in hours here: a report that leaves old branches out is good for one.
  const hour = options.since === undefined ? undefined : [options.since, Math.floor(now / 3600)];
  return session.remember([base, after, all, lines, hour, configuration, session.part], () =>
    predictUncached(session, options, { all, lines }),
  );
}

interface SelectedBranches {
  readonly all: readonly BranchRef[];
  readonly lines: readonly ReleaseLine[];
}

async function predictUncached(session: RepositorySession, options: PredictOptions, selected: SelectedBranches): Promise<PredictReport> {
  const base = await openBaseTree(session, await chooseBase(session, options));
  const { after } = options;
  if (after === undefined) return predictOnBase(session, base, { ...options, ...selected });
  const report = await afterLanding(session, { base, branch: after }, (there, later) =>
    predictOnBase(there, later, { ...options, ...selected }),
  );
  return { ...report, base: { ref: base.ref, commit: base.commit } };
}

async function predictOnBase(
  session: RepositorySession,
  base: BaseTree,
  options: SelectedBranches & Pick<PredictOptions, 'since'>,
): Promise<PredictReport> {
  const branches = options.all.filter(({ name, isNamed }) => isNamed || name !== base.ref);
  const relations = await session.repository.relate(
    base.commit,
    branches.map(({ commit }) => commit),
  );
  const young = await recentBranches(session, branches, options);
  const alive = young.filter(({ commit }) => relations.get(commit)?.kind !== 'landed');
  const judged = await judgeBranches(session, { base, branches: alive, relations, lines: options.lines });
  const reported = [...judged.flatMap(one => one.judged.map(outcome => outcome.report)), ...withoutRelation(alive, relations)];
  const absorbed = new Set(judged.flatMap(one => one.absorbed));
  const silent = young.filter(({ name, isNamed }) => isNamed && !reported.some(({ ref }) => ref === name));
  const shown = [...reported, ...silent.map(branch => silentOutcome(branch, absorbed.has(branch), relations))];
  const dates = await session.repository.commitTimes(shown.map(({ commit }) => commit));
  const hasHistory = base.snapshot.contents.size > 0 || shown.some(({ histories }) => histories.length > 0);
  return {
    schema: 1,
    command: 'predict',
    base: { ref: base.ref, commit: base.commit },
    branches: shown.map(one => withDate(one, dates)).sort(byUrgency),
    ...(await planLines(session, judged, dates)),
    ...(hasHistory || expectsNone(session) ? {} : { nothingFound: true }),
    omitted: {
      old: branches.length - young.length,
      landed: young.length - alive.length + absorbed.size,
      untouched: alive.length - reported.length - absorbed.size,
    },
  };
}

/** Branches that are not too old to matter; open pull requests always do. */
async function recentBranches(
  { repository, now }: RepositorySession,
  branches: readonly BranchRef[],
  { since }: Pick<PredictOptions, 'since'>,
): Promise<readonly BranchRef[]> {
  if (since === undefined) return branches;
  const dates = await repository.commitTimes(branches.map(({ commit }) => commit));
  return branches.filter(({ commit, open }) => open === true || now - (dates.get(commit) ?? now) <= since);
}

/** Branches for which git itself has no answer. */
function withoutRelation(branches: readonly BranchRef[], relations: ReadonlyMap<Oid, CommitRelation>): readonly BranchOutcome[] {
  return branches.flatMap((branch): readonly BranchOutcome[] => {
    const { name, commit, open } = branch;
    const relation = relations.get(commit);
    if (relation?.kind === 'unknown') return [unknownOutcome(branch, relation)];
    if (relation?.kind !== 'unrelated') return [];
    const reasons = ['it has no common commit with the base'];
    const state = open === undefined ? {} : { open };
    return [{ ref: name, commit, verdict: 'unknown', exact: true, reasons, histories: [], ...state }];
  });
}

/** The outcome of a branch without a migration to judge. */
function silentOutcome({ name, commit }: BranchRef, absorbed: boolean, relations: ReadonlyMap<Oid, CommitRelation>): BranchOutcome {
  const nothing = { ref: name, commit, exact: true, histories: [] };
  if (relations.get(commit)?.kind === 'landed') return { ...nothing, verdict: 'landed', reasons: ['all its commits are on the base'] };
  if (absorbed) return { ...nothing, verdict: 'landed', reasons: [ABSORBED_REASON] };
  return { ...nothing, verdict: 'clean', reasons: ['it changes no migration'] };
}

function withDate(outcome: BranchOutcome, dates: ReadonlyMap<Oid, number>): BranchOutcome {
  const time = dates.get(outcome.commit);
  return time === undefined ? outcome : { ...outcome, time };
}

const URGENCY: readonly BranchOutcome['verdict'][] = ['broken', 'conflict', 'unknown', 'clean', 'landed'];

/** Open pull requests first, then the worst, then the youngest. */
function byUrgency(a: BranchOutcome, b: BranchOutcome): number {
  return (
    Number(b.open === true) - Number(a.open === true) ||
    URGENCY.indexOf(a.verdict) - URGENCY.indexOf(b.verdict) ||
    (b.time ?? 0) - (a.time ?? 0) ||
    (a.ref < b.ref ? -1 : 1)
  );
}
