import type { CommandRefusal } from '../reports/draft-report.js';
import { ancestorLine } from '../graph/ancestors.js';
import { leaves } from '../graph/graph.js';
import { labelsOf } from '../graph/leaf-count.js';
import type { MigrationId } from '../model/migration.js';
import { branchLeaves, type HistoryLine } from './placement.js';
import type { JoinedGraph } from './branch-histories.js';

export function historyLines(joined: JoinedGraph, history: string): readonly HistoryLine[] | CommandRefusal {
  const landed = [...new Set(leaves(joined.landed, history))];
  const isRight = (leaf: MigrationId): boolean => landed.some(end => ancestorLine(joined.graph, leaf).has(end));
  const own = branchLeaves(joined, history, isRight);
  const [only] = landed;
  if (landed.length < 2) return [{ onto: only, leaves: own }];
  const found = new Map(landed.map(end => [end, [] as MigrationId[]]));
  for (const leaf of own) {
    const end = lineBelow(joined, leaf, landed);
    if (end === undefined) return refuseAmbiguousLine(joined, history, { leaf, landed });
    found.get(end)?.push(leaf);
  }
  return [...found].map(([onto, ends]) => ({ onto, leaves: ends }));
}

function lineBelow(joined: JoinedGraph, leaf: MigrationId, landed: readonly MigrationId[]): MigrationId | undefined {
  const chain = ancestorLine(joined.graph, leaf);
  const stands = landed.filter(end => chain.has(end));
  if (stands.length > 0) return stands[0];
  const roots = [...chain].filter(id => joined.own.has(id)).flatMap(id => [...(joined.graph.nodes.get(id)?.parents ?? [])]);
  const hung = roots.filter(id => !joined.own.has(id));
  const near = landed.filter(end => hung.some(id => ancestorLine(joined.graph, end).has(id)));
  const candidates = near.filter(end => !hung.some(id => near.some(other => other !== end && ancestorLine(joined.graph, other).has(id))));
  if (candidates.length === 1) return candidates[0];
  const labels = labelsOf(joined.graph, leaf);
  const same = landed.filter(end =>
    [...labelsOf(joined.graph, end)].some(label => labels.has(label) && distinguishesLines(joined, label, landed)),
  );
  return same.length === 1 ? same[0] : undefined;
}

function distinguishesLines({ graph }: JoinedGraph, label: string, landed: readonly MigrationId[]): boolean {
  return landed.filter(end => labelsOf(graph, end).has(label)).length === 1;
}

function refuseAmbiguousLine(
  { graph, own }: JoinedGraph,
  history: string,
  { leaf, landed }: { leaf: MigrationId; landed: readonly MigrationId[] },
): CommandRefusal {
  const mine = own.get(leaf)?.id ?? leaf;
  const expected = graph.contents.get(history)?.history.expectedLeaves ?? 1;
  const ends = landed.join(', ');
  return landed.length > expected
    ? { message: `${history} has ${landed.length} leaves on the base of ${mine}: ${ends}`, fix: { title: 'join them on the base first' } }
    : { message: `${mine} can go behind any of ${ends}`, fix: { title: 'name the right one as its parent' } };
}
