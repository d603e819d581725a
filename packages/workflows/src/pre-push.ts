import {
  commandFix,
  shellWord,
  type BranchOutcome,
  type Finding,
  type Fix,
  type HistoryOutcome,
  type PredictReport,
  type RelatedLocation,
  type JudgedBranch,
  type BranchRef,
} from '@oneleaf/core';
import type { RemoteTip, Oid, CommitRelation } from '@oneleaf/git';
import { globMatcher } from './configuration/glob-matcher.js';
import { openBaseTree } from './branches/base-tree.js';
import { EnvironmentError } from '@oneleaf/core/errors';
import { unknownOutcome } from './landing/unknown-outcome.js';
import { judgeBranches, judgeOnBase, type BranchesToJudge } from './landing/judge-branches.js';
import { releaseLines } from './branches/release-lines.js';
import type { BaseTree } from './branches/base-tree.js';
import { homeRemote } from './branches/refs.js';
import type { RepositorySession } from './session/session.js';
import { ageText } from './branches/branch-age.js';
import { findUpstream, queryUpstream, staleField, type Upstream } from './branches/upstream.js';

/** One line of what git tells a pre-push hook (githooks(5)): `<local ref> <local oid> <remote ref> <remote oid>`. */
export interface PushedRef {
  /** As the user spelled it: `refs/heads/feat/sku`, `HEAD`, `HEAD~1`. */
  readonly localRef: string;
  readonly commit: string;
  readonly remoteRef: string;
  /** What the remote has there; undefined for a new branch. */
  readonly remoteCommit?: string;
}

export interface PrePushOptions {
  /** The remote's name, or its URL when it was pushed to by URL. */
  readonly remote?: string;
  /** What is pushed; unless given, the push that would publish what is checked out. */
  readonly pushes?: readonly PushedRef[];
}

/** Judges what a push would lead to: each pushed branch landed on the remote's current main. */
export async function prePush(session: RepositorySession, { remote, ...options }: PrePushOptions): Promise<PredictReport> {
  const pushes = options.pushes ?? (await pushOfHead(session));
  const upstream = await requireUpstream(session, remote);
  const known = await openBaseTree(session, upstream.known);
  const touching = await judgePushes(session, { base: known, pushes, upstream });
  if (touching.length === 0) return pushReport(upstream, { commit: known.commit, branches: [] });
  const fresh = await queryUpstream(session.repository, upstream);
  const base = fresh.commit === undefined || fresh.commit === known.commit ? known : await openBaseTree(session, fresh.commit);
  const branches = base === known ? touching : await judgePushes(session, { base, pushes, upstream });
  const explained = await Promise.all(branches.map(one => explainOutcome(session, one, pushTarget(one, base, upstream))));
  return pushReport(upstream, { commit: base.commit, branches: explained, fresh });
}

async function pushOfHead({ repository }: RepositorySession): Promise<readonly PushedRef[]> {
  const { ref = 'refs/heads/HEAD', commit } = await repository.head();
  return commit === undefined ? [] : [{ localRef: ref, commit, remoteRef: ref }];
}

function pushReport(
  { spelled }: Upstream,
  { commit, branches, fresh }: { commit: Oid; branches: readonly BranchOutcome[]; fresh?: RemoteTip },
): PredictReport {
  return {
    schema: 1,
    command: 'pre-push',
    base: { ref: spelled, commit, ...staleField(fresh) },
    branches,
    groups: [],
    twins: [],
    landing: [],
    omitted: { untouched: 0, landed: 0, old: 0 },
  };
}

async function requireUpstream(session: RepositorySession, pushedTo: string | undefined): Promise<Upstream> {
  const found = await findUpstream(session, pushedTo);
  if (found) return found;
  const remote = session.configuration.remote ?? (await homeRemote(session.repository)) ?? pushedTo ?? 'origin';
  throw new EnvironmentError('this clone has no branch that the push can be compared with', `git fetch ${shellWord(remote)}`);
}

interface PushedBranches {
  readonly base: BaseTree;
  readonly pushes: readonly PushedRef[];
  readonly upstream: Upstream;
}

/** The pushed branches that bring something to the base. */
async function judgePushes(session: RepositorySession, { base, pushes, upstream }: PushedBranches): Promise<readonly BranchOutcome[]> {
  const isLine = globMatcher('lines', session.configuration.lines ?? []);
  const relevant = pushes.filter(({ remoteRef }) => !isLine(shortName(remoteRef)));
  const commits = [...new Set(relevant.map(({ commit }) => commit))];
  const relations = new Map(await session.repository.relate(base.commit, commits));
  // What is pushed to main itself becomes main: it is taken whole, not merged.
  for (const { commit, remoteRef } of relevant) {
    const own =
      relations.get(commit)?.kind === 'diverged' && shortName(remoteRef) === upstream.branch && remoteRef.startsWith('refs/heads/');
    if (own) relations.set(commit, { kind: 'diverged', bases: [base.commit], ahead: 0 } satisfies CommitRelation);
  }
  const branches: BranchRef[] = relevant.map(({ commit, localRef, remoteRef }) => ({
    name: localRef.startsWith('refs/') ? localRef : remoteRef,
    commit,
  }));
  const outcomes = await judgeWithLines(session, { base, branches, relations, lines: [] }, upstream);
  const unknown = branches.flatMap((branch): BranchOutcome[] => {
    const relation = relations.get(branch.commit);
    return relation?.kind === 'unknown' ? [unknownOutcome(branch, relation)] : [];
  });
  return [...outcomes.map(({ report }) => report), ...unknown];
}

/** A branch that would fork main may have been made for a release line. */
async function judgeWithLines(session: RepositorySession, judged: BranchesToJudge, { ref }: Upstream): Promise<readonly JudgedBranch[]> {
  const { judged: outcomes } = await judgeOnBase(session, judged);
  if (outcomes.every(({ report }) => report.verdict === 'clean')) return outcomes;
  const lines = await releaseLines(session.repository, { name: ref, commit: judged.base.commit }, session.configuration.lines);
  return lines.length === 0 ? outcomes : (await judgeBranches(session, { ...judged, lines })).flatMap(one => one.judged);
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|for)\//, '');
}

/** The base that a branch lands on: main, or its release line. */
interface PushTarget {
  readonly base: BaseTree;
  readonly commit: Oid;
  readonly remote?: string;
  readonly branch: string;
  readonly spelled: string;
}

function pushTarget({ target }: BranchOutcome, base: BaseTree, { remote, branch, spelled }: Upstream): PushTarget {
  const from = remote === undefined ? {} : { remote };
  if (!target) return { base, commit: base.commit, branch, spelled, ...from };
  const line = target.ref.replace(remote === undefined ? 'refs/heads/' : `refs/remotes/${remote}/`, '');
  return { base, commit: target.commit, branch: line, spelled: remote === undefined ? line : `${remote}/${line}`, ...from };
}

/** Names who landed the other leaf and when, and the command that mends it. */
async function explainOutcome(session: RepositorySession, outcome: BranchOutcome, scene: PushTarget): Promise<BranchOutcome> {
  const histories = outcome.histories.map(async (history): Promise<HistoryOutcome> => {
    const findings = history.findings.map(async finding =>
      finding.rule === 'multiple-leaves' ? explainLeaves(session, history, finding, scene) : finding,
    );
    return { ...history, findings: await Promise.all(findings) };
  });
  return { ...outcome, histories: await Promise.all(histories) };
}

async function explainLeaves(session: RepositorySession, history: HistoryOutcome, finding: Finding, scene: PushTarget): Promise<Finding> {
  const related = (finding.related ?? []).map(async ({ side, ...place }): Promise<RelatedLocation> => {
    if (side !== 'base') return { ...place, message: 'yours' };
    const landing = await session.repository.landingCommit(scene.commit, place.path);
    const by = landing ? ` since ${landing.commit.slice(0, 7)}, by ${landing.author}, ${ageText(session.now - landing.time)}` : '';
    return { ...place, message: `on ${scene.spelled}${by}` };
  });
  return { ...finding, related: await Promise.all(related), fix: fixOf(history, scene) };
}

/** An id that two files carry is listed twice; yours gets another one. */
function fixOf({ history, leaves }: HistoryOutcome, { spelled }: PushTarget): Fix {
  const isTwice = new Set(leaves).size < leaves.length;
  const title = isTwice ? 'give your migration another id' : `put your migrations behind those on ${spelled}`;
  return commandFix(title, ['npx', 'oneleaf', 'rebase', history]);
}
