import {
  landingOrder,
  landSnapshot,
  leaves,
  buildGraph,
  countLeaves,
  meet,
  twins,
  type Candidate,
  type Contribution,
  type Effect,
  type Group,
  type LandingStep,
  type Migration,
  type Rehearse,
  type Twin,
} from '@oneleaf/core';
import type { JudgedLine } from './commands/predict.js';
import type { Outcome } from './outcomes.js';
import type { Base } from './prospects.js';

export interface Plan {
  readonly groups: readonly Group[];
  readonly twins: readonly Twin[];
  readonly landing: readonly LandingStep[];
}

/** What the branches of each line would do to each other, and in which order to land them. */
export function plan(lines: readonly JudgedLine[]): Plan {
  const plans = lines.map(planLine);
  return {
    groups: plans.flatMap(({ groups }) => groups),
    twins: plans.flatMap(one => one.twins),
    landing: plans.flatMap(({ landing }) => landing),
  };
}

function planLine({ base, outcomes }: JudgedLine): Plan {
  const able = outcomes.filter(({ told }) => told.verdict === 'clean' || told.verdict === 'conflict');
  const candidates = new Map(able.map(outcome => [candidateOf(outcome), outcome]));
  const { groups, collisions } = meet([...candidates.keys()], rehearsal(base));
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
  const plain = landed.change.edited.length === 0 && landed.change.deleted.length === 0;
  const effects = told.histories.flatMap((outcome): Effect[] => {
    const added = landed.change.added.filter(({ history }) => history === outcome.history);
    return [
      {
        history: outcome.history,
        added: added.map(({ literal }) => literal),
        leaves: outcome.leaves,
        tolerated: Math.max(1, landed.chapters.get(outcome.history)?.history.expectedLeaves ?? 1, outcome.landedLeaves.length),
        adding: plain && added.every(one => one.replaces.length === 0 && one.before.length === 0 && one.undecided.length === 0),
      },
    ];
  });
  return { ref: branch.name, commit: branch.commit, effects, files: landing.files };
}

/** Whether all that the first lands is landed by the second too: it is built on it. */
function isPartOf(first: Candidate, second: Candidate): boolean {
  if (first.files.size >= second.files.size) return false;
  for (const [path, content] of first.files) if (second.files.get(path) !== content) return false;
  return true;
}

/** Lands two branches one after the other, file by file; two contents for one file are where git would stop. */
function rehearsal({ snapshot, world }: Base): Rehearse {
  return (first, second) => {
    if (isPartOf(first, second) || isPartOf(second, first)) return false;
    const files = new Map(first.files);
    for (const [path, content] of second.files) {
      if (files.has(path) && files.get(path) !== content) return true;
      files.set(path, content);
    }
    const { chapters, touched } = landSnapshot(snapshot, files, world.survey);
    const alone = new Map(first.effects.map(effect => [effect.history, effect]));
    return touched.some(id => {
      const chapter = chapters.get(id);
      if (!chapter) return false;
      const graph = buildGraph([chapter]);
      const before = alone.get(id)?.leaves.length ?? leavesOnBase(snapshot, id);
      return countLeaves(graph, id, before).answer === 'more';
    });
  };
}

function leavesOnBase(snapshot: Base['snapshot'], id: string): number {
  const chapter = snapshot.chapters.get(id);
  return chapter ? leaves(buildGraph([chapter]), id).length : 0;
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
