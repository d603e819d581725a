import type { CurrentLeaves } from './marker.js';
import { spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { countLeaves, type LeafCount } from '../graph/leaf-count.js';
import type { History } from '../adapter/framework.js';

export function currentLeavesOf(graphs: readonly Graph[]): readonly CurrentLeaves<History>[] {
  return graphs.flatMap(graph => [...graph.contents.keys()].flatMap(id => leavesOfHistory(graph, id) ?? []));
}

function leavesOfHistory(graph: Graph, id: string): CurrentLeaves<History> | undefined {
  const contents = graph.contents.get(id);
  if (!contents) return undefined;
  const { history, migrations, unreadable } = contents;
  const count = countLeaves(graph, id);
  if (count.doubt !== undefined) return { history, doubt: count.doubt };
  const names = count.leaves.map(leaf => spellingOf(graph, leaf)).sort();
  const doubt = doubtOf(graph, id, count);
  if (doubt !== undefined) return { history, doubt };
  if (names.length === 0 && migrations.length + unreadable.length > 0) return { history, doubt: `${id} has no leaf` };
  return {
    history,
    leaves: names,
    last:
      migrations
        .map(({ literal }) => literal)
        .sort()
        .at(-1) ?? '',
  };
}

function doubtOf(graph: Graph, id: string, { leaves, certain, answer, undecided }: LeafCount): string | undefined {
  if (answer === 'more') {
    const forked = certain.map(leaf => spellingOf(graph, leaf)).sort();
    return forked.length > 1
      ? `${id} has ${forked.length} leaves: ${forked.join(', ')}`
      : `the leaves of ${id} depend on a parent that is missing`;
  }
  // One leaf is the only one even where a file below it is closed; of several, any may be none.
  const isOpen = answer === 'undecided' || (undecided.length > 0 && leaves.length !== 1);
  return isOpen ? `the leaves of ${id} depend on files that cannot be read: ${undecided.join(', ')}` : undefined;
}
