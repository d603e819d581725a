import { ancestors, leaves, type Graph } from './graph.js';
import type { Migration, MigrationId, Unreadable } from './model.js';

export interface LeafCount {
  /** Sorted ids; the upper bound when `undecided` is not empty. */
  readonly leaves: readonly MigrationId[];
  readonly expected: number;
  /** `more`: certainly more leaves than are right here. `undecided`: perhaps, and only running code could tell. */
  readonly answer: 'right' | 'more' | 'undecided';
  /** Paths of the files because of which nothing certain can be said. */
  readonly undecided: readonly string[];
}

/**
 * Whether a history has more leaves than it should, with three answers.
 * A file that cannot be read, or whose parents are computed, may stand on any migration that does not stand on it:
 * such a leaf may be none, so only leaves above every undecided file are certain.
 * `tolerated`: leaves that are no news, because the base has as many.
 */
export function countLeaves(graph: Graph, history: string, tolerated = 1): LeafCount {
  const found = leaves(graph, history);
  const expected = Math.max(tolerated, graph.chapters.get(history)?.history.expectedLeaves ?? 1);
  const { computed, closed } = undecidedIn(graph, history);
  const undecided = [...computed, ...closed].map(({ path }) => path).sort();
  if (found.length <= expected && !surplusByLabel(graph, history, found)) return { leaves: found, expected, answer: 'right', undecided };
  const certain = found.filter(leaf => closed.length === 0 && computed.every(({ id }) => id === leaf || ancestors(graph, leaf).has(id)));
  return { leaves: found, expected, answer: undecided.length === 0 || certain.length > expected ? 'more' : 'undecided', undecided };
}

function undecidedIn(graph: Graph, history: string): { computed: readonly Migration[]; closed: readonly Unreadable[] } {
  const chapter = graph.chapters.get(history);
  const computed = chapter?.migrations.filter(migration => migration.undecided.some(({ hides }) => hides === 'leaves'));
  return { computed: computed ?? [], closed: chapter?.unreadable ?? [] };
}

/** Expand/contract histories keep one leaf for each label: a second leaf under one label is one too many though the sum is right. */
function surplusByLabel(graph: Graph, history: string, found: readonly MigrationId[]): boolean {
  const limits = graph.chapters.get(history)?.history.expectedByLabel;
  if (!limits) return false;
  const labels = found.map(leaf => labelsOf(graph, leaf));
  return Object.entries(limits).some(([label, limit]) => labels.filter(carried => carried.has(label)).length > limit);
}

/** Labels of a migration and of everything below it: Alembic hands a label on to all descendants (RevisionMap._map_branch_labels). */
export function labelsOf(graph: Graph, id: MigrationId): ReadonlySet<string> {
  return new Set([id, ...ancestors(graph, id)].flatMap(other => graph.nodes.get(other)?.migration?.labels ?? []));
}
