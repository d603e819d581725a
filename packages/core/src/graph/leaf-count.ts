import { ancestorLine, ancestorsAmong } from './ancestors.js';
import { leaves } from './graph.js';
import type { Graph, GraphNode, HistoryContents } from './node.js';
import type { Migration, MigrationId } from '../model/migration.js';
import { orderDoubt } from './order-doubt.js';
import { countMeantLeaves } from './meant-leaves.js';
import { undecidedLeaves } from './undecided-leaves.js';

export interface LeafCount {
  /** Sorted ids; the upper bound when `undecided` is not empty. */
  readonly leaves: readonly MigrationId[];
  /** Those of them that are leaves whatever undecided files and missing parents turn out to be. */
  readonly certain: readonly MigrationId[];
  readonly expected: number;
  /** `more`: certainly more leaves than are right here. `undecided`: perhaps, and only running code could tell. */
  readonly answer: 'right' | 'more' | 'undecided';
  readonly undecided: readonly string[];
  readonly doubt?: string;
}

/**
 * Whether a history has more leaves than it should, or than the base has. A migration with computed parents may stand on any leaf, so only
 * leaves above every computed one are certain. A file that cannot be read may be a leaf, or take one away.
 */
export function countLeaves(graph: Graph, history: string, tolerated = 1, base?: Graph): LeafCount {
  const found = leaves(graph, history);
  const contents = graph.contents.get(history);
  if (!contents) return { leaves: found, certain: found, expected: Math.max(tolerated, 1), answer: 'right', undecided: [] };
  const doubt = orderDoubt(contents.history);
  if (doubt !== undefined) return { leaves: [], certain: [], expected: tolerated, answer: 'undecided', undecided: [], doubt };
  const { computed, unreadable } = undecidedLeaves(contents);
  const decided = unreadable.length > 0 ? [] : leavesAbove(graph, found, computed);
  const expectedLeaves = expectedIn(graph, contents, found);
  const { kept, gone } = computed.length > 0 && base ? doubtOnBase(base, history, { found, computed }) : { kept: 0, gone: 0 };
  return {
    leaves: found,
    certain: leavesAbove(graph, decided, orphans(graph, history)),
    expected: Math.max(tolerated, expectedLeaves),
    answer: answerOf({
      // A label may hold a leaf too many in a sum that is right, but what the base tolerates has no labels.
      isCrowded: found.length > tolerated && crowdedLabel(graph, history, found) !== undefined,
      found: found.length,
      hidden: countHiddenLeaves(graph, history, unreadable.length),
      decided: computed.length + unreadable.length > 0 ? decided.length : Infinity,
      most: Math.max(tolerated, expectedLeaves),
      mostDecided: Math.max(expectedLeaves, tolerated - kept),
      mayGrow: gone > 0 && found.length - kept > Math.max(expectedLeaves, tolerated - kept - gone),
    }),
    undecided: [...computed, ...unreadable].map(({ path }) => path).sort(),
  };
}

/** What the team declares by label is exact; otherwise leaves may be meant that it has not declared. */
function expectedIn(graph: Graph, { history }: HistoryContents, found: readonly MigrationId[]): number {
  return history.expectedByLabel ? history.expectedLeaves : Math.max(history.expectedLeaves, countMeantLeaves(graph, history.id, found));
}

interface LeafNumbers {
  readonly isCrowded: boolean;
  readonly found: number;
  readonly hidden: number;
  /** Infinite where nothing is undecided. */
  readonly decided: number;
  readonly most: number;
  readonly mostDecided: number;
  readonly mayGrow: boolean;
}

function answerOf({ isCrowded, found, hidden, decided, most, mostDecided, mayGrow }: LeafNumbers): LeafCount['answer'] {
  if (found > most || isCrowded) return decided > mostDecided ? 'more' : 'undecided';
  return found + hidden > most || mayGrow ? 'undecided' : 'right';
}

function leavesAbove(graph: Graph, found: readonly MigrationId[], migrations: readonly Migration[]): readonly MigrationId[] {
  if (migrations.length === 0) return found;
  const ids = [...new Set(migrations.map(({ id }) => id))];
  return found.filter(leaf => {
    const others = ids.filter(id => id !== leaf);
    return ancestorsAmong(graph, leaf, others).length === others.length;
  });
}

/** Migrations whose parent is missing: they may be meant to stand on any leaf. */
function orphans({ dangling, nodes }: Graph, history: string): readonly Migration[] {
  return dangling.flatMap(({ from, reference }) =>
    from.history === history && nodes.get(from.id)?.parents.has(reference.id) === true ? [from] : [],
  );
}

interface LandedLeaves {
  readonly found: readonly MigrationId[];
  readonly computed: readonly Migration[];
}

/** Leaves of the base that a computed parent may take away: those that landing keeps count on both sides or on none. */
function doubtOnBase(base: Graph, history: string, { found, computed }: LandedLeaves): { readonly kept: number; readonly gone: number } {
  const contents = base.contents.get(history);
  const known = contents ? undecidedLeaves(contents).computed : [];
  const before = leaves(base, history);
  const certain = new Set(leavesAbove(base, before, known));
  const doubtful = before.filter(id => !certain.has(id));
  const gone = doubtful.filter(id => !found.includes(id)).length;
  // Another migration with computed parents may stand on any of them.
  const isKnown = computed.every(({ id }) => base.nodes.get(id)?.migration);
  return { kept: isKnown ? doubtful.length - gone : 0, gone };
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
