import { buildGraph, countLeaves, cycles, land, leaves, scopeOf, type Chapter, type FileChange, type Graph } from '@oneleaf/core';
import { changesOf, type Landing } from '../landed-tree.js';
import { withChanges } from '../pending.js';
import { oursOf } from '../prospects.js';
import type { Session } from '../session.js';
import { landFiles } from '../since.js';

/** The histories that landing gives once changes are written, read as everything else is: from the files. */
export async function landedWith(
  session: Session,
  { world, onto }: Landing,
  changes: readonly FileChange[],
): Promise<ReadonlyMap<string, Chapter>> {
  const { list, reader } = withChanges(session, changes);
  const seen = { ...world, reader, survey: { ...world.survey, source: reader } };
  const { files } = land(changesOf(onto.before, await list(world.interest)), oursOf(onto.base.snapshot));
  return (await landFiles({ snapshot: onto.base.snapshot, world: seen }, files)).chapters;
}

/** What would be wrong after all in a history; undefined where landing leaves it with as many leaves as are right. */
export function flaw(before: ReadonlyMap<string, Chapter>, after: ReadonlyMap<string, Chapter>, history: string): string | undefined {
  const chapter = after.get(history);
  if (!chapter) return `${history} would be gone`;
  const scope = scopeOf(chapter.history);
  const graphIn = (chapters: ReadonlyMap<string, Chapter>): Graph =>
    buildGraph([...chapters.values()].filter(one => scopeOf(one.history) === scope));
  const graph = graphIn(after);
  const landed = graphIn(before);
  const circle = cycles(graph).find(members => members.some(id => graph.nodes.get(id)?.history === history));
  if (circle && cycles(landed).length === 0) return `${circle.join(', ')} would wait for each other`;
  const { answer, leaves: ends } = countLeaves(graph, history, Math.max(1, new Set(leaves(landed, history)).size));
  return answer === 'more' ? `${history} would still have ${ends.length} leaves: ${ends.join(', ')}` : undefined;
}
