import type { CurrentLeaves } from './marker.js';
import { spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { countLeaves } from '../graph/leaf-count.js';
import type { History } from '../adapter/framework.js';

export function currentLeavesOf(graphs: readonly Graph[]): readonly CurrentLeaves<History>[] {
  return graphs.flatMap(graph => [...graph.contents.keys()].flatMap(id => leavesOfHistory(graph, id) ?? []));
}

function leavesOfHistory(graph: Graph, id: string): CurrentLeaves<History> | undefined {
  const contents = graph.contents.get(id);
  if (!contents) return undefined;
  const { history, migrations, unreadable } = contents;
  const { leaves, certain, answer, undecided, doubt } = countLeaves(graph, id);
  if (doubt !== undefined) return { history, doubt };
  const names = leaves.map(leaf => spellingOf(graph, leaf)).sort();
  if (answer === 'more' && certain.length > 1) {
    const forked = certain.map(leaf => spellingOf(graph, leaf)).sort();
    return { history, doubt: `${id} has ${forked.length} leaves: ${forked.join(', ')}` };
  }
  if (answer === 'more') return { history, doubt: `the leaves of ${id} depend on a parent that is missing` };
  // One leaf is the only one even where a file below it is closed; of several, any may be none.
  if (answer === 'undecided' || (undecided.length > 0 && names.length !== 1)) {
    return { history, doubt: `the leaves of ${id} depend on files that cannot be read: ${undecided.join(', ')}` };
  }
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
