import {
  shellWord,
  type BranchOutcome,
  type Finding,
  type Fix,
  type HistoryOutcome,
  type PredictReport,
  type Related,
} from '@oneleaf/core';
import type { RemoteTip, Oid, CommitRelation } from '@oneleaf/git';
import picomatch from 'picomatch';
import { openBase } from '../base.js';
import { EnvironmentError } from '../errors.js';
import type { Push } from '../hook.js';
import { judgeBranches, judgeOn, type Judged } from '../judging.js';
import { linesBeside } from '../lines.js';
import type { Outcome } from '../outcomes.js';
import type { Base } from '../prospect.js';
import { homeRemote, type Branch } from '../refs.js';
import type { Session } from '../session.js';
import { ago } from '../time.js';
import { findUpstream, freshen, staleness, type Upstream } from '../upstream.js';

export interface PrePushOptions {
  /** The remote's name, or its URL when it was pushed to by URL. */
  readonly remote?: string;
  readonly pushes: readonly Push[];
}

/** Judges what a push would lead to: each pushed branch landed on the remote's current main. */
export async function prePush(session: Session, { remote, pushes }: PrePushOptions): Promise<PredictReport> {
  const upstream = await demandUpstream(session, remote);
  const known = await openBase(session, upstream.known);
  const touching = await brings(session, { base: known, pushes, upstream });
  if (touching.length === 0) return report(upstream, { commit: known.commit, branches: [] });
  const fresh = await freshen(session.repository, upstream);
  const base = fresh.commit === undefined || fresh.commit === known.commit ? known : await openBase(session, fresh.commit);
  const branches = base === known ? touching : await brings(session, { base, pushes, upstream });
  const told = await Promise.all(branches.map(one => explain(session, one, sceneOf(one, base, upstream))));
  return report(upstream, { commit: base.commit, branches: told, fresh });
}

function report(
  { spelled }: Upstream,
  { commit, branches, fresh }: { commit: Oid; branches: readonly BranchOutcome[]; fresh?: RemoteTip },
): PredictReport {
  return {
    schema: 1,
    command: 'pre-push',
    base: { ref: spelled, commit, ...staleness(fresh) },
    branches,
    groups: [],
    twins: [],
    landing: [],
    omitted: { untouched: 0, landed: 0, old: 0 },
  };
}

async function demandUpstream(session: Session, pushedTo: string | undefined): Promise<Upstream> {
  const found = await findUpstream(session, pushedTo);
  if (found) return found;
  const remote = session.configuration.remote ?? (await homeRemote(session.repository)) ?? pushedTo ?? 'origin';
  throw new EnvironmentError('no branch is known here that a push could be compared with', `git fetch ${shellWord(remote)}`);
}

interface Pushed {
  readonly base: Base;
  readonly pushes: readonly Push[];
  readonly upstream: Upstream;
}

/** The pushed branches that bring something to the base. */
async function brings(session: Session, { base, pushes, upstream }: Pushed): Promise<readonly BranchOutcome[]> {
  const isLine = picomatch([...(session.configuration.lines ?? [])], { dot: true });
  const relevant = pushes.filter(({ remoteRef }) => !isLine(short(remoteRef)));
  const commits = [...new Set(relevant.map(({ commit }) => commit))];
  const relations = new Map(await session.repository.relate(base.commit, commits));
  // What is pushed to main itself becomes main: it is taken whole, not merged.
  for (const { commit, remoteRef } of relevant) {
    const own = relations.get(commit)?.kind === 'diverged' && short(remoteRef) === upstream.branch && remoteRef.startsWith('refs/heads/');
    if (own) relations.set(commit, { kind: 'diverged', bases: [base.commit], ahead: 0 } satisfies CommitRelation);
  }
  const branches: Branch[] = relevant.map(({ commit, localRef, remoteRef }) => ({
    name: localRef.startsWith('refs/') ? localRef : remoteRef,
    commit,
  }));
  const outcomes = await judge(session, { base, branches, relations, lines: [] }, upstream);
  const unknown = branches.flatMap((branch): BranchOutcome[] => {
    const relation = relations.get(branch.commit);
    if (relation?.kind !== 'unknown') return [];
    return [
      {
        ref: branch.name,
        commit: branch.commit,
        verdict: 'unknown',
        exact: true,
        reasons: [relation.reason, `run: ${relation.command}`],
        histories: [],
      },
    ];
  });
  return [...outcomes.map(({ told }) => told), ...unknown];
}

/** A branch that would fork main may have been made for a release line. */
async function judge(session: Session, judged: Judged, { ref }: Upstream): Promise<readonly Outcome[]> {
  const { outcomes } = await judgeOn(session, judged);
  if (outcomes.every(({ told }) => told.verdict === 'clean')) return outcomes;
  const lines = await linesBeside(session.repository, { name: ref, commit: judged.base.commit }, session.configuration.lines);
  return lines.length === 0 ? outcomes : (await judgeBranches(session, { ...judged, lines })).flatMap(one => one.outcomes);
}

function short(ref: string): string {
  return ref.replace(/^refs\/(?:heads|for)\//, '');
}

/** Where a branch is to land: main, or the line that it was made for. */
interface Scene {
  readonly base: Base;
  readonly commit: Oid;
  readonly remote?: string;
  readonly branch: string;
  readonly spelled: string;
}

function sceneOf({ target }: BranchOutcome, base: Base, { remote, branch, spelled }: Upstream): Scene {
  const from = remote === undefined ? {} : { remote };
  if (!target) return { base, commit: base.commit, branch, spelled, ...from };
  const line = target.ref.replace(remote === undefined ? 'refs/heads/' : `refs/remotes/${remote}/`, '');
  return { base, commit: target.commit, branch: line, spelled: remote === undefined ? line : `${remote}/${line}`, ...from };
}

/** Names who landed the other leaf and when, and the command that mends it. */
async function explain(session: Session, outcome: BranchOutcome, scene: Scene): Promise<BranchOutcome> {
  const histories = outcome.histories.map(async (history): Promise<HistoryOutcome> => {
    const findings = history.findings.map(async finding =>
      finding.rule === 'multiple-leaves' ? explainLeaves(session, history, finding, scene) : finding,
    );
    return { ...history, findings: await Promise.all(findings) };
  });
  return { ...outcome, histories: await Promise.all(histories) };
}

async function explainLeaves(session: Session, history: HistoryOutcome, finding: Finding, scene: Scene): Promise<Finding> {
  const related = (finding.related ?? []).map(async ({ side, ...place }): Promise<Related> => {
    if (side !== 'base') return { ...place, message: 'yours' };
    const landing = await session.repository.landingCommit(scene.commit, place.path);
    const by = landing ? ` since ${landing.commit.slice(0, 7)}, by ${landing.author}, ${ago(session.now - landing.time)}` : '';
    return { ...place, message: `on ${scene.spelled}${by}` };
  });
  return { ...finding, related: await Promise.all(related), fix: fixOf(history, scene) };
}

/** Alembic lists an id twice that two files carry; yours gets another one. */
function fixOf({ history, leaves }: HistoryOutcome, { spelled }: Scene): Fix {
  const isTwice = new Set(leaves).size < leaves.length;
  return {
    title: isTwice ? 'give yours an id of its own' : `put yours behind what is on ${spelled}`,
    command: `npx oneleaf rebase ${history}`,
  };
}
