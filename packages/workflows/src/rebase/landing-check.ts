import {
  buildGraph,
  countLeaves,
  cycles,
  landChanges,
  leaves,
  scopeOf,
  type HistoryContents,
  type FileChange,
  type Graph,
} from '@oneleaf/core';
import { changedPaths, type LandedOnBase } from '../landing/landed-tree.js';
import { withChanges } from '../repository-view/pending-tree.js';
import { baseSide } from '../landing/land-branches.js';
import type { RepositorySession } from '../session/session.js';
import { landFiles } from '../landing/changes-since-fork.js';

/** The histories that landing gives once changes are written, read as everything else is: from the files. */
export async function landedAfter(
  session: RepositorySession,
  { world, onto }: LandedOnBase,
  changes: readonly FileChange[],
): Promise<ReadonlyMap<string, HistoryContents>> {
  const { list, reader } = withChanges(session, changes);
  const seen = { ...world, reader, survey: { ...world.survey, source: reader } };
  const { files } = landChanges(changedPaths(onto.before, await list(world.interest)), baseSide(onto.base.snapshot));
  return (await landFiles({ snapshot: onto.base.snapshot, world: seen }, files)).contents;
}

/** What would be wrong after all in a history; undefined where landing leaves it with as many leaves as are right. */
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
