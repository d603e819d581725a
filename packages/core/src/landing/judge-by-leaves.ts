import type { BaseIndex } from './base-index.js';
import { originalPath } from '../rules/file-copy.js';
import { runRule, type RuleSeverities } from '../rules/run-rules.js';
import { sameLinks } from '../model/ref-change.js';
import type { Graph } from '../graph/node.js';
import type { LandingJudgement } from './judge-scope.js';
import type { LandedHistories } from './landed-histories.js';
import type { Migration, MigrationId, Reference } from '../model/migration.js';
import type { HistoryOutcome } from '../reports/predict-report.js';
import { editedLanded } from '../rules/files/edited-landed.js';
import { extraLeavesFinding } from '../rules/extra-leaves.js';

/** Judges by the base's leaves a landing that adds plain migrations to sound histories, as nine in ten do; undefined for the others. */
export function judgeByLeaves(landed: LandedHistories, baseline: BaseIndex, severities: RuleSeverities): LandingJudgement | undefined {
  const { change, touched } = landed;
  if (change.deleted.length > 0 || !change.edited.every(edit => sameLinks(edit.landed, edit.now))) return undefined;
  if (!canBeOrdered(change.added, baseline)) return undefined;
  const outcomes: HistoryOutcome[] = [];
  let secondLeaf = false;
  for (const id of touched) {
    const growth = growthOf(id, landed, baseline);
    if (!growth) return undefined;
    const surplus = growth.leaves.length > Math.max(growth.before.length, growth.expected, 1);
    secondLeaf ||= surplus;
    outcomes.push(outcomeOf(growth, surplus, { landed, severities }));
  }
  return { verdict: secondLeaf ? 'conflict' : 'clean', secondLeaf, reasons: [], histories: outcomes };
}

interface GrownHistory {
  readonly id: string;
  readonly framework: string;
  readonly folder: string;
  readonly graph: Graph;
  readonly expected: number;
  readonly added: readonly Migration[];
  readonly before: readonly MigrationId[];
  readonly leaves: readonly MigrationId[];
}

function growthOf(id: string, { contents, change }: LandedHistories, baseline: BaseIndex): GrownHistory | undefined {
  const sound = baseline.soundHistory(id);
  const landed = contents.get(id);
  if (!sound || !landed || landed.unreadable.length > 0 || landed.history.scope !== sound.history.scope) return undefined;
  const { graph, leaves: before } = sound;
  const added = change.added.filter(migration => migration.history === id);
  const own = new Map(added.map(migration => [migration.id, migration]));
  const brought = new Set(change.added.map(one => one.id));
  if (own.size < added.length || !added.every(one => onlyAddsToLeaves(one, { own, brought, graph, baseline }))) return undefined;
  const parents = new Set(added.flatMap(migration => migration.parents.map(reference => reference.id)));
  const leaves = [...before, ...own.keys()].filter(one => !parents.has(one)).sort();
  const { framework, folder, expectedLeaves: expected } = landed.history;
  return { id, framework: framework.name, folder, graph, expected, added, before, leaves };
}

interface GrowthFacts {
  readonly own: ReadonlyMap<MigrationId, Migration>;
  readonly brought: ReadonlySet<MigrationId>;
  readonly graph: Graph;
  readonly baseline: BaseIndex;
}

function onlyAddsToLeaves(migration: Migration, { own, brought, graph, baseline }: GrowthFacts): boolean {
  const { id, parents, requires, before, replaces, labels, undecided, path } = migration;
  if (replaces.length + before.length + labels.length + undecided.length > 0) return false;
  if (graph.nodes.has(id) || baseline.isReplaced(id)) return false;
  const stands = parents.every(
    reference => own.has(reference.id) || graph.nodes.get(reference.id)?.migration?.history === migration.history,
  );
  const isMet = (reference: Reference): boolean =>
    baseline.knows(migration, reference) || brought.has(baseline.target(migration, reference) ?? '');
  return stands && parents.length > 0 && originalPath(path) === undefined && requires.every(isMet);
}

/** Whether each added migration can be put behind those that it waits for; what waits on the base for one of them may close a cycle. */
function canBeOrdered(added: readonly Migration[], baseline: BaseIndex): boolean {
  const brought = new Set(added.map(({ id }) => id));
  if (added.some(({ id }) => baseline.lacks(id))) return false;
  const placed = new Set<MigrationId>();
  const isFree = (migration: Migration): boolean => {
    const targets = migration.requires.map(reference => baseline.target(migration, reference) ?? '');
    return [...migration.parents.map(({ id }) => id), ...targets].every(id => !brought.has(id) || placed.has(id));
  };
  for (let waiting = added; waiting.length > 0; waiting = waiting.filter(({ id }) => !placed.has(id))) {
    const ready = waiting.filter(isFree);
    if (ready.length === 0) return false;
    for (const { id } of ready) placed.add(id);
  }
  return true;
}

function outcomeOf(
  growth: GrownHistory,
  surplus: boolean,
  { landed, severities }: { landed: LandedHistories; severities: RuleSeverities },
): HistoryOutcome {
  const { id, framework, folder, graph, added, before, leaves } = growth;
  const own = new Map(added.map(migration => [migration.id, migration]));
  const spell = (leaf: MigrationId): string => (own.get(leaf) ?? graph.nodes.get(leaf)?.migration)?.literal ?? leaf;
  const paths = added.map(({ path }) => path);
  const change = { added: [], edited: landed.change.edited.filter(edit => edit.landed.history === id), deleted: [] };
  const growing = { history: id, leaves, migrations: landed.contents.get(id)?.migrations ?? [], added: new Set(paths) };
  return {
    history: id,
    framework,
    folder,
    leaves: leaves.map(spell),
    landedLeaves: before.map(spell),
    added: paths,
    findings: [...(surplus ? extraLeavesFinding(growing, severities) : []), ...runRule(editedLanded, { graph, change }, severities)],
  };
}
