import { baselineOf, type BranchOutcome, type Target } from '@oneleaf/core';
import type { Oid, CommitRelation } from '@oneleaf/git';
import { openBase } from './base.js';
import { warnOfRebase } from './brought-back.js';
import { targets, type Line } from './lines.js';
import { outcomeOf, undecidedOutcome, type Judging, type Outcome } from './outcomes.js';
import type { Base } from './prospect.js';
import { diverged, prospects } from './prospects.js';
import type { Branch } from './refs.js';
import type { Session } from './session.js';

/** Everything that was judged against one line. */
export interface JudgedLine {
  readonly base: Base;
  readonly outcomes: readonly Outcome[];
  readonly absorbed: readonly Branch[];
  readonly undecided: readonly BranchOutcome[];
}

export interface Judged {
  readonly base: Base;
  readonly branches: readonly Branch[];
  readonly relations: ReadonlyMap<Oid, CommitRelation>;
  readonly lines: readonly Line[];
}

export async function judgeBranches(session: Session, { base, branches, relations, lines }: Judged): Promise<readonly JudgedLine[]> {
  const own = await judgeOn(session, { base, branches, relations });
  if (lines.length === 0) return [own];
  const touching = own.outcomes.map(({ prospect }) => prospect.branch);
  const elsewhere = await targets(session.repository, { branches: touching, lines, relations });
  const others: JudgedLine[] = [];
  for (const line of lines) {
    const mine = touching.filter(branch => elsewhere.get(branch) === line);
    if (mine.length === 0) continue;
    const near = await session.repository.relate(
      line.commit,
      mine.map(({ commit }) => commit),
    );
    others.push(await judgeOn(session, { base: await openBase(session, line.ref), branches: mine, relations: near, target: line }));
  }
  return [{ ...own, outcomes: own.outcomes.filter(({ prospect }) => !elsewhere.has(prospect.branch)) }, ...others];
}

interface JudgedOn extends Omit<Judged, 'lines'> {
  readonly target?: Target;
}

export async function judgeOn(session: Session, { base, branches, relations, target }: JudgedOn): Promise<JudgedLine> {
  const { alive, absorbed, left } = await prospects(base, diverged(branches, relations));
  const judging: Judging = {
    base,
    baseline: baselineOf(base.snapshot),
    severities: session.configuration.rules ?? {},
    target: target && { ref: target.ref, commit: target.commit, how: target.how },
  };
  const judged = alive.map((prospect, index) => {
    session.progress('judging branches', index, alive.length);
    return outcomeOf(prospect, judging);
  });
  const outcomes = await warnOfRebase(base, judged, judging.severities);
  return {
    base,
    absorbed,
    undecided: left.map(one => undecidedOutcome(one, judging.target)),
    outcomes: outcomes.filter(({ prospect: { landed }, told }) => landed.touched.length > 0 || told.verdict !== 'clean' || told.standstill),
  };
}
