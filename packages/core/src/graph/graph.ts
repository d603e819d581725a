import type { Migration, MigrationId, Reference } from '../model/migration.js';
import { LinkedNode, type DanglingReference, type Graph, type GraphNode, type HistoryContents } from './node.js';
import { orderDoubt } from './order-doubt.js';
import { referenceResolver, type ReferenceTarget } from './resolve-references.js';
import { foldSquashes, unfoldSquashes } from './squash.js';
import { addToGroup } from '../model/grouping.js';

/** The graph of histories of one scope as the framework builds it without a database. What names a history that is not given is left out. */
export function buildGraph(histories: readonly HistoryContents[]): Graph {
  return buildGraphWithPartialSquashes(histories, () => false);
}

/** The same with a database of which some squashes are applied in part: those make way for what they replace. */
export function buildGraphWithPartialSquashes(histories: readonly HistoryContents[], isPartial: (squash: Migration) => boolean): Graph {
  const { nodes, shadowed } = addNodes(histories);
  const dangling = addEdges(histories, nodes);
  const squashes = squashesIn(nodes);
  const ambiguous = foldSquashes(
    nodes,
    squashes.filter(squash => !isPartial(squash)),
  );
  unfoldSquashes(nodes, squashes.filter(isPartial));
  return {
    contents: new Map(histories.map(contents => [contents.history.id, contents])),
    nodes,
    dangling: dangling.filter(({ reference }) => isStub(nodes.get(reference.id))),
    shadowed,
    ambiguous,
  };
}

function isStub(node: GraphNode | undefined): boolean {
  return node !== undefined && node.migration === undefined;
}

function addNodes(histories: readonly HistoryContents[]): { nodes: Map<MigrationId, LinkedNode>; shadowed: Migration[] } {
  const nodes = new Map<MigrationId, LinkedNode>();
  const shadowed: Migration[] = [];
  for (const { history, migrations } of histories) {
    for (const migration of migrations) {
      const twin = nodes.get(migration.id)?.migration;
      if (twin) shadowed.push(twin);
      nodes.set(migration.id, new LinkedNode(migration.id, history.id, migration));
    }
  }
  return { nodes, shadowed };
}

function addEdges(histories: readonly HistoryContents[], nodes: Map<MigrationId, LinkedNode>): DanglingReference[] {
  const dangling: DanglingReference[] = [];
  const target = (from: Migration, reference: Reference, { id, history }: ReferenceTarget): LinkedNode => {
    const found = nodes.get(id);
    if (found?.migration) return found;
    // Whoever means the first or the latest does not miss what somebody else has named.
    if (found && reference.kind !== undefined && reference.kind !== 'label') return found;
    dangling.push({ from, reference: { ...reference, id } });
    const stub = found ?? new LinkedNode(id, history);
    nodes.set(id, stub);
    return stub;
  };
  const own = [...nodes.values()].flatMap(node => (node.migration ? [{ node, migration: node.migration }] : []));
  for (const { node, migration } of own) {
    for (const reference of migration.parents) node.addParent(target(migration, reference, { id: reference.id, history: node.history }));
  }
  const resolve = referenceResolver(histories, nodes);
  for (const { node, migration } of own) {
    for (const reference of migration.requires) {
      for (const one of resolve(migration, reference)) node.addRequirement(target(migration, reference, one));
    }
    for (const reference of migration.before) {
      for (const one of resolve(migration, reference)) target(migration, reference, one).addEdge(node);
    }
  }
  return dangling;
}

interface HistoryEnds {
  readonly leaves: Map<string, MigrationId[]>;
  readonly roots: Map<string, MigrationId[]>;
}

const knownEnds = new WeakMap<Graph, HistoryEnds>();

/** Leaf ids of one history, sorted, none where they are unknown; an id that two files carry stands as often as the framework lists it. */
export function leaves(graph: Graph, history: string): readonly MigrationId[] {
  return endsOf(graph).leaves.get(history) ?? [];
}

export function roots(graph: Graph, history: string): readonly MigrationId[] {
  return endsOf(graph).roots.get(history) ?? [];
}

function endsOf(graph: Graph): HistoryEnds {
  const ends = knownEnds.get(graph) ?? findEnds(graph);
  knownEnds.set(graph, ends);
  return ends;
}

function findEnds({ nodes, shadowed, contents }: Graph): HistoryEnds {
  const isKnown = ({ history }: { readonly history: string }): boolean => {
    const home = contents.get(history);
    return home === undefined || orderDoubt(home.history) === undefined;
  };
  const carried = [...nodes.values()].filter(node => node.migration && isKnown(node));
  // A framework that lists every file keeps a shadowed one on its list of leaves.
  const twins = shadowed.filter(isKnown);
  const leaves = [...carried.filter(({ children }) => children.size === 0), ...twins];
  const roots = [...carried.filter(({ parents }) => parents.size === 0), ...twins.filter(({ parents }) => parents.length === 0)];
  return { leaves: byHistory(leaves), roots: byHistory(roots) };
}

function byHistory(ends: readonly { readonly id: MigrationId; readonly history: string }[]): Map<string, MigrationId[]> {
  const found = new Map<string, MigrationId[]>();
  for (const { id, history } of ends) addToGroup(found, history, id);
  for (const ids of found.values()) ids.sort();
  return found;
}

export function spellingOf(graph: Graph, id: MigrationId): string {
  return graph.nodes.get(id)?.migration?.literal ?? id;
}

function squashesIn(nodes: ReadonlyMap<MigrationId, GraphNode>): readonly Migration[] {
  return [...nodes.values()].flatMap(node => (node.migration?.replaces.length ? [node.migration] : []));
}

/** Leaves of the histories with squashes as a database sees them that has applied a part of what a squash replaces. */
export function unfoldedLeaves(graph: Graph): ReadonlyMap<string, readonly MigrationId[]> {
  const histories = squashedHistories(graph);
  const { nodes } = addNodes(histories);
  addEdges(histories, nodes);
  unfoldSquashes(nodes, squashesIn(nodes));
  return byHistory([...nodes.values()].filter(({ migration, children }) => migration && children.size === 0));
}

function squashedHistories({ contents }: Graph): readonly HistoryContents[] {
  const histories = [...contents.values()];
  const replaced = new Set(histories.flatMap(({ migrations }) => migrations.flatMap(({ replaces }) => replaces.map(({ id }) => id))));
  const isTouched = ({ id, replaces }: Migration): boolean => replaces.length > 0 || replaced.has(id);
  return replaced.size === 0 ? [] : histories.filter(({ migrations }) => migrations.some(isTouched));
}
