import { buildGraph, leaves } from '../graph/graph.js';
import { countLeaves } from '../graph/leaf-count.js';
import { cycles } from '../graph/cycles.js';
import { scopeOf } from '../graph/scope.js';
import type { HistoryContents, Graph } from '../graph/node.js';

/** Undefined if the history has no more leaves than before. */
export function landingFlaw(
  before: ReadonlyMap<string, HistoryContents>,
  after: ReadonlyMap<string, HistoryContents>,
  history: string,
): string | undefined {
  const landed = after.get(history);
  if (!landed) return `${history} would be gone`;
  const scope = scopeOf(landed.history);
  const graphIn = (contents: ReadonlyMap<string, HistoryContents>): Graph =>
    buildGraph([...contents.values()].filter(one => scopeOf(one.history) === scope));
  const graph = graphIn(after);
  const base = graphIn(before);
  const circle = cycles(graph).find(members => members.some(id => graph.nodes.get(id)?.history === history));
  if (circle && cycles(base).length === 0) return `${circle.join(', ')} would wait for each other`;
  const { answer, leaves: ends } = countLeaves(graph, history, Math.max(1, new Set(leaves(base, history)).size));
  return answer === 'more' ? `${history} would still have ${ends.length} leaves: ${ends.join(', ')}` : undefined;
}
