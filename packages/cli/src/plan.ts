import {
  hangsTheSame,
  landingOrder,
  meet,
  twins,
  type Candidate,
  type Contribution,
  type Effect,
  type Group,
  type LandingStep,
  type Migration,
  type Twin,
} from '@oneleaf/core';
import type { JudgedLine } from './judging.js';
import type { Outcome } from './outcomes.js';
import type { Base } from './prospect.js';
import { isPartOf, rehearsal } from './rehearsal.js';
import type { Session } from './session.js';

export interface Plan {
  readonly groups: readonly Group[];
  readonly twins: readonly Twin[];
  readonly landing: readonly LandingStep[];
}

/** What the branches of each line would do to each other, and in which order to land them. */
export async function plan(session: Session, lines: readonly JudgedLine[], dates: ReadonlyMap<string, number>): Promise<Plan> {
  const plans: Plan[] = [];
  for (const line of lines) plans.push(await planLine(session, line, dates));
  return {
    groups: plans.flatMap(({ groups }) => groups),
    twins: plans.flatMap(one => one.twins),
    landing: plans.flatMap(({ landing }) => landing),
  };
}

/** Nobody lands more branches than this in one go, and every pair of them has to be looked at. */
const PLANNED = 200;

/** Open pull requests first, then the youngest. */
function youngest(outcomes: readonly Outcome[], dates: ReadonlyMap<string, number>): readonly Outcome[] {
  const rank = ({ told }: Outcome): number => (told.open === true ? Infinity : (dates.get(told.commit) ?? 0));
  if (outcomes.length <= PLANNED) return outcomes;
  const ranked = [...outcomes].sort((a, b) => Number(rank(b) > rank(a)) - Number(rank(a) > rank(b)));
  const kept = new Set(ranked.slice(0, PLANNED));
  return outcomes.filter(outcome => kept.has(outcome));
}

async function planLine(session: Session, { base, outcomes }: JudgedLine, dates: ReadonlyMap<string, number>): Promise<Plan> {
  const able = youngest(
    outcomes.filter(({ told }) => told.verdict === 'clean' || told.verdict === 'conflict'),
    dates,
  );
  const candidates = new Map(able.map(outcome => [candidateOf(outcome), outcome]));
  const { groups, collisions } = meet([...candidates.keys()], await rehearsal(session, base, [...candidates.keys()]));
  const landing = landingOrder({
    candidates: [...candidates.keys()],
    collisions,
    colliding: new Map([...candidates].map(([candidate, outcome]) => [candidate, surplus(outcome)])),
    precedes: (first, second) => isPartOf(first, second),
  });
  return { groups, landing, twins: twins(contributions(able), landedByBody(base)) };
}

/** Histories that get a leaf too many from the branch alone. */
function surplus({ told }: Outcome): ReadonlySet<string> {
  return new Set(
    told.histories.filter(({ findings }) => findings.some(({ rule }) => rule === 'multiple-leaves')).map(({ history }) => history),
  );
}

function candidateOf({ prospect, told }: Outcome): Candidate {
  const { landed, landing, branch } = prospect;
  const plain = landed.change.deleted.length === 0 && landed.change.edited.every(edit => hangsTheSame(edit.landed, edit.now));
  const effects = told.histories.flatMap((outcome): Effect[] => {
    const added = landed.change.added.filter(({ history }) => history === outcome.history);
    return [
      {
        history: outcome.history,
        ids: added.map(({ id }) => id),
        added: added.map(({ literal }) => literal),
        leaves: outcome.leaves,
        tolerated: landed.chapters.get(outcome.history)?.history.expectedLeaves ?? 1,
        adding: plain && added.every(one => one.replaces.length === 0 && one.before.length === 0 && one.undecided.length === 0),
      },
    ];
  });
  return { ref: branch.name, commit: branch.commit, effects, files: landing.files };
}

function contributions(outcomes: readonly Outcome[]): readonly Contribution[] {
  return outcomes.flatMap(({ prospect, told }) =>
    told.histories.map(({ history, leaves: after, landedLeaves }) => ({
      ref: told.ref,
      history,
      added: prospect.landed.change.added.filter(migration => migration.history === history),
      mends: landedLeaves.length > 1 ? landedLeaves.length - after.length : 0,
    })),
  );
}

function landedByBody({ snapshot }: Base): ReadonlyMap<string, readonly Migration[]> {
  const found = new Map<string, Migration[]>();
  for (const { migrations } of snapshot.chapters.values()) {
    for (const migration of migrations) found.set(migration.body, [...(found.get(migration.body) ?? []), migration]);
  }
  return found;
}
