import { ancestorLine, ancestorsAmong } from './ancestors.js';
import { leaves } from './graph.js';
import type { Graph, GraphNode } from './node.js';
import type { MigrationId } from '../model/migration.js';
import { orderDoubt } from './order-doubt.js';
import { undecidedLeaves } from './undecided-leaves.js';

export interface LeafCount {
  /** Sorted ids; the upper bound when `undecided` is not empty. */
  readonly leaves: readonly MigrationId[];
  readonly expected: number;
  /** `more`: certainly more leaves than are right here. `undecided`: perhaps, and only running code could tell. */
  readonly answer: 'right' | 'more' | 'undecided';
  readonly undecided: readonly string[];
  readonly doubt?: string;
}

/**
 * Whether a history has more leaves than it should, or than the base has: `tolerated`. A migration with computed parents may stand on
 * any leaf, so only leaves above every computed one are certain. A file that cannot be read may be a leaf, or take one away.
 */
export function countLeaves(graph: Graph, history: string, tolerated = 1): LeafCount {
  const found = leaves(graph, history);
  const contents = graph.contents.get(history);
  if (!contents) return { leaves: found, expected: Math.max(tolerated, 1), answer: 'right', undecided: [] };
  const doubt = orderDoubt(contents.history);
  if (doubt !== undefined) return { leaves: [], expected: tolerated, answer: 'undecided', undecided: [], doubt };
  const expected = Math.max(tolerated, contents.history.expectedLeaves);
  const { computed, unreadable } = undecidedLeaves(contents);
  const undecided = [...computed, ...unreadable].map(({ path }) => path).sort();
  // A label may hold a leaf too many in a sum that is right, but what the base tolerates has no labels.
  const surplus = found.length > expected || (found.length > tolerated && crowdedLabel(graph, history, found) !== undefined);
  if (!surplus) {
    const most = found.length + countHiddenLeaves(graph, history, unreadable.length);
    return { leaves: found, expected, answer: most > expected ? 'undecided' : 'right', undecided };
  }
  const ids = computed.map(({ id }) => id);
  const certain = found.filter(leaf => unreadable.length === 0 && ancestorsAmong(graph, leaf, ids).length === ids.length);
  return { leaves: found, expected, answer: undecided.length === 0 || certain.length > expected ? 'more' : 'undecided', undecided };
}

/** How many leaves unreadable files may be: whichever carries a name that has children is none. */
function countHiddenLeaves(graph: Graph, history: string, unreadable: number): number {
  if (unreadable === 0) return 0;
  const isParent = (node: GraphNode): boolean => node.history === history && !node.migration && node.children.size > 0;
  return Math.max(0, unreadable - [...graph.nodes.values()].filter(isParent).length);
}

/** Expand/contract histories keep one leaf for each label: the label that has a leaf too many, though the sum may be right. */
export function crowdedLabel(graph: Graph, history: string, found: readonly MigrationId[]): string | undefined {
  const limits = graph.contents.get(history)?.history.expectedByLabel;
  if (!limits) return undefined;
  const labels = found.map(leaf => labelsOf(graph, leaf));
  return Object.keys(limits).find(label => labels.filter(carried => carried.has(label)).length > (limits[label] ?? 0));
}

/** Labels of a migration and of everything below it: a label goes on to children, but not along references that only order. */
export function labelsOf(graph: Graph, id: MigrationId): ReadonlySet<string> {
  return new Set([...ancestorLine(graph, id)].flatMap(other => graph.nodes.get(other)?.migration?.labels ?? []));
}
