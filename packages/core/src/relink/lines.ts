import type { Refusal } from '../draft-report.js';
import { leaves } from '../graph.js';
import { labelsOf } from '../leaves.js';
import type { MigrationId } from '../model.js';
import { line, ownLeaves, type Line } from './place.js';
import type { Joined } from './strand.js';

/** Which of a history's lines each own leaf belongs to; or why nobody can tell. */
export function linesOf(joined: Joined, history: string): readonly Line[] | Refusal {
  const landed = [...new Set(leaves(joined.landed, history))];
  const isRight = (leaf: MigrationId): boolean => landed.some(end => line(joined, leaf).has(end));
  const own = ownLeaves(joined, history, isRight);
  const [only] = landed;
  if (landed.length < 2) return [{ onto: only, leaves: own }];
  const found = new Map(landed.map(end => [end, [] as MigrationId[]]));
  for (const leaf of own) {
    const end = lineOf(joined, leaf, landed);
    if (end === undefined) return crowded(joined, history, { leaf, landed });
    found.get(end)?.push(leaf);
  }
  return [...found].map(([onto, ends]) => ({ onto, leaves: ends }));
}

/** The line that a chain stands on, or hangs from, or is labelled as one of. */
function lineOf(joined: Joined, leaf: MigrationId, landed: readonly MigrationId[]): MigrationId | undefined {
  const chain = line(joined, leaf);
  const stands = landed.filter(end => chain.has(end));
  if (stands.length > 0) return stands[0];
  const roots = [...chain].filter(id => joined.own.has(id)).flatMap(id => [...(joined.graph.nodes.get(id)?.parents ?? [])]);
  const hung = roots.filter(id => !joined.own.has(id));
  const near = landed.filter(end => hung.some(id => line(joined, end).has(id)));
  const candidates = near.filter(end => !hung.some(id => near.some(other => other !== end && line(joined, other).has(id))));
  if (candidates.length === 1) return candidates[0];
  const labels = labelsOf(joined.graph, leaf);
  const same = landed.filter(end => [...labelsOf(joined.graph, end)].some(label => labels.has(label) && isTelling(joined, label, landed)));
  return same.length === 1 ? same[0] : undefined;
}

/** A label that all lines carry tells none from another. */
function isTelling({ graph }: Joined, label: string, landed: readonly MigrationId[]): boolean {
  return landed.filter(end => labelsOf(graph, end).has(label)).length === 1;
}

function crowded(
  { graph, own }: Joined,
  history: string,
  { leaf, landed }: { leaf: MigrationId; landed: readonly MigrationId[] },
): Refusal {
  const mine = own.get(leaf)?.id ?? leaf;
  const expected = graph.chapters.get(history)?.history.expectedLeaves ?? 1;
  const ends = landed.join(', ');
  return landed.length > expected
    ? { message: `${history} has ${landed.length} leaves where ${mine} is to land: ${ends}`, fix: { title: 'join them there first' } }
    : { message: `${mine} may belong behind any of ${ends}`, fix: { title: 'name the right one as its parent' } };
}
