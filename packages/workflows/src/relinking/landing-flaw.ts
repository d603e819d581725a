import { buildGraph, countLeaves, cycles, leaves, scopeOf, type HistoryContents, type Graph } from '@oneleaf/core';

/** What is wrong with a history after landing; undefined when it has no more leaves than before. */
export function landingFlaw(
  before: ReadonlyMap<string, HistoryContents>,
  after: ReadonlyMap<string, HistoryContents>,
  history: string,
): string | undefined {
  const chapter = after.get(history);
  if (!chapter) return `${history} would be gone`;
  const scope = scopeOf(chapter.history);
  const graphIn = (chapters: ReadonlyMap<string, HistoryContents>): Graph =>
    buildGraph([...chapters.values()].filter(one => scopeOf(one.history) === scope));
  const graph = graphIn(after);
  const landed = graphIn(before);
  const circle = cycles(graph).find(members => members.some(id => graph.nodes.get(id)?.history === history));
  if (circle && cycles(landed).length === 0) return `${circle.join(', ')} would wait for each other`;
  const { answer, leaves: ends } = countLeaves(graph, history, Math.max(1, new Set(leaves(landed, history)).size));
  return answer === 'more' ? `${history} would still have ${ends.length} leaves: ${ends.join(', ')}` : undefined;
}
