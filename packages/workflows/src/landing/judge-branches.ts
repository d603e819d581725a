import { indexBase, type Finding, type TargetRef, judgeBranch, type JudgingInput, type JudgedBranch, type BranchRef } from '@oneleaf/core';
import type { Oid, CommitRelation } from '@oneleaf/git';
import { withLines } from '../repository-view/finding-lines.js';
import { openBaseTree } from '../branches/base-tree.js';
import { withBrokenConfiguration } from './broken-configuration.js';
import { withUnclaimedMigrations } from './unclaimed-migrations.js';
import { warnOfBroughtBack } from './rebase-brings-back.js';
import { nearestLines, type ReleaseLine } from '../branches/release-lines.js';
import type { BaseTree } from '../branches/base-tree.js';
import { divergedBranches, landBranches } from './land-branches.js';
import type { RepositorySession } from '../session/session.js';

/** Everything that was judged against one line. */
export interface JudgedLine {
  readonly base: BaseTree;
  readonly judged: readonly JudgedBranch[];
  readonly absorbed: readonly BranchRef[];
}

export interface BranchesToJudge {
  readonly base: BaseTree;
  readonly branches: readonly BranchRef[];
  readonly relations: ReadonlyMap<Oid, CommitRelation>;
  readonly lines: readonly ReleaseLine[];
}

export async function judgeBranches(
  session: RepositorySession,
  { base, branches, relations, lines }: BranchesToJudge,
): Promise<readonly JudgedLine[]> {
  const own = await judgeOnBase(session, { base, branches, relations });
  if (lines.length === 0) return [own];
  const touching = own.judged.map(({ landed }) => landed.branch);
  const elsewhere = await nearestLines(session.repository, { branches: touching, lines, relations });
  const others: JudgedLine[] = [];
  for (const line of lines) {
    const mine = touching.filter(branch => elsewhere.get(branch) === line);
    if (mine.length === 0) continue;
    const near = await session.repository.relate(
      line.commit,
      mine.map(({ commit }) => commit),
    );
    others.push(await judgeOnBase(session, { base: await openBaseTree(session, line.ref), branches: mine, relations: near, target: line }));
  }
  return [{ ...own, judged: own.judged.filter(({ landed }) => !elsewhere.has(landed.branch)) }, ...others];
}

interface BranchesOnLine extends Omit<BranchesToJudge, 'lines'> {
  readonly target?: TargetRef;
}

export async function judgeOnBase(session: RepositorySession, { base, branches, relations, target }: BranchesOnLine): Promise<JudgedLine> {
  const { landed: alive, absorbed } = await landBranches(base, divergedBranches(branches, relations));
  const judging: JudgingInput = {
    base: base.snapshot,
    search: base.world.survey,
    baseline: indexBase(base.snapshot),
    severities: session.configuration.rules ?? {},
    target: target && { ref: target.ref, commit: target.commit, how: target.how },
  };
  const judged = alive.map((prospect, index) => {
    session.progress('judging branches', index, alive.length);
    return judgeBranch(prospect, judging);
  });
  const located = await withFindingLines(session, base, judged);
  const claimed = withUnclaimedMigrations(base, withBrokenConfiguration(base, located, judging.severities));
  const outcomes = await warnOfBroughtBack(base, claimed, judging.severities);
  return {
    base,
    absorbed,
    judged: outcomes.filter(
      ({ landed: { landed }, report }) => landed.touched.length > 0 || report.verdict !== 'clean' || report.standstill,
    ),
  };
}

/** Where the findings of branches stand in the files that landing gives. */
async function withFindingLines(
  { repository }: RepositorySession,
  { snapshot }: BaseTree,
  judged: readonly JudgedBranch[],
): Promise<readonly JudgedBranch[]> {
  const findings = judged.flatMap(one => one.report.histories.flatMap(history => history.findings.map(finding => [finding, one] as const)));
  const branches = new Map<Finding, JudgedBranch>(findings);
  const located = await withLines(repository, [...branches.keys()], (finding, path) => {
    const landed = branches.get(finding)?.landed.landing.files.get(path);
    return landed === undefined ? snapshot.files.get(path) : landed;
  });
  const lines = new Map([...branches.keys()].map((finding, at) => [finding, located[at] ?? finding]));
  return judged.map(one => {
    const histories = one.report.histories.map(history => ({
      ...history,
      findings: history.findings.map(finding => lines.get(finding) ?? finding),
    }));
    return { ...one, report: { ...one.report, histories } };
  });
}
