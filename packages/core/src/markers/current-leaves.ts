import { spellingOf } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import { countLeaves } from '../graph/leaf-count.js';
import type { History } from '../adapter/framework.js';

/** What the markers of one history are to say. */
export type CurrentLeaves = CertainLeaves | UncertainLeaves;

export interface CertainLeaves {
  readonly history: History;
  /** As the framework spells them, sorted; empty for a history without migrations. */
  readonly leaves: readonly string[];
  /** The name that sorts last: what Sentry's command calls the latest migration. */
  readonly last: string;
}

/** A history of which no marker can be true: too many leaves, or nobody can tell which they are. */
export interface UncertainLeaves {
  readonly history: History;
  /** A sentence that says why. */
  readonly doubt: string;
}

export function currentLeavesOf(graphs: readonly Graph[]): readonly CurrentLeaves[] {
  return graphs.flatMap(graph => [...graph.contents.keys()].flatMap(id => leavesOfHistory(graph, id) ?? []));
}

function leavesOfHistory(graph: Graph, id: string): CurrentLeaves | undefined {
  const chapter = graph.contents.get(id);
  if (!chapter) return undefined;
  const { history, migrations, unreadable } = chapter;
  const { leaves, answer, undecided } = countLeaves(graph, id);
  const names = leaves.map(leaf => spellingOf(graph, leaf)).sort();
  if (answer === 'more') return { history, doubt: `${id} has ${names.length} leaves: ${names.join(', ')}` };
  // One leaf is the only one even where a file below it is closed; of several, any may be none.
  if (answer === 'undecided' || (undecided.length > 0 && names.length !== 1)) {
    return { history, doubt: `the leaves of ${id} depend on what cannot be read: ${undecided.join(', ')}` };
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
