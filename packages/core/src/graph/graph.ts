import type { Migration, MigrationId, Reference } from '../model/migration.js';
import { addParent, addEdge, addRequirement, type DanglingReference, type Graph, type HistoryContents, type GraphNode } from './node.js';
import { orderDoubt } from './order-doubt.js';
import { referenceResolver, type ReferenceTarget } from './resolve-references.js';
import { foldSquashes, unfoldSquashes } from './squash.js';
import { addToGroup } from '../model/grouping.js';

/**
 * The graph of the histories of one scope as the framework itself builds it with no database: edges, then `replaces` folded.
 * The differential specs of packages/frameworks compare it with the frameworks' own loaders.
 * References into histories that are not given are left alone: other packages' migrations are not here to be judged.
 */
export function buildGraph(chapters: readonly HistoryContents[]): Graph {
  return buildGraphWithPartialSquashes(chapters, () => false);
}

/** The same with a database of which some squashes are applied in part: those make way for what they replace. */
export function buildGraphWithPartialSquashes(chapters: readonly HistoryContents[], isPartial: (squash: Migration) => boolean): Graph {
  const { nodes, shadowed } = addNodes(chapters);
  const dangling = addEdges(chapters, nodes);
  const squashes = squashesIn(nodes);
  const ambiguous = foldSquashes(
    nodes,
    squashes.filter(squash => !isPartial(squash)),
  );
  unfoldSquashes(nodes, squashes.filter(isPartial));
  return {
    contents: new Map(chapters.map(chapter => [chapter.history.id, chapter])),
    nodes,
    dangling: dangling.filter(({ reference }) => isStub(nodes.get(reference.id))),
    shadowed,
    ambiguous,
  };
}

function isStub(node: GraphNode | undefined): boolean {
  return node !== undefined && node.migration === undefined;
}

function emptyNode(id: MigrationId, history: string): Omit<GraphNode, 'migration'> {
  return { id, history, parents: new Set(), children: new Set(), needs: new Set(), neededBy: new Set() };
}

function addNodes(chapters: readonly HistoryContents[]): { nodes: Map<MigrationId, GraphNode>; shadowed: Migration[] } {
  const nodes = new Map<MigrationId, GraphNode>();
  const shadowed: Migration[] = [];
  for (const { history, migrations } of chapters) {
    for (const migration of migrations) {
      const twin = nodes.get(migration.id)?.migration;
      if (twin) shadowed.push(twin);
      nodes.set(migration.id, { ...emptyNode(migration.id, history.id), migration });
    }
  }
  return { nodes, shadowed };
}

function addEdges(chapters: readonly HistoryContents[], nodes: Map<MigrationId, GraphNode>): DanglingReference[] {
  const dangling: DanglingReference[] = [];
  const target = (from: Migration, reference: Reference, { id, history }: ReferenceTarget): GraphNode => {
    const found = nodes.get(id);
    if (found?.migration) return found;
    // Whoever means the first or the latest does not miss what somebody else has named.
    if (found && reference.kind !== undefined && reference.kind !== 'label') return found;
    dangling.push({ from, reference: { ...reference, id } });
    const stub = found ?? emptyNode(id, history);
    nodes.set(id, stub);
    return stub;
  };
  const own = [...nodes.values()].flatMap(node => (node.migration ? [{ node, migration: node.migration }] : []));
  for (const { node, migration } of own) {
    for (const reference of migration.parents) addParent(node, target(migration, reference, { id: reference.id, history: node.history }));
  }
  const resolve = referenceResolver(chapters, nodes);
  for (const { node, migration } of own) {
    for (const reference of migration.requires) {
      for (const one of resolve(migration, reference)) addRequirement(node, target(migration, reference, one));
    }
    for (const reference of migration.before) {
      for (const one of resolve(migration, reference)) addEdge(target(migration, reference, one), node);
    }
  }
  return dangling;
}

const knownLeaves = new WeakMap<Graph, ReadonlyMap<string, readonly MigrationId[]>>();

/** Leaf ids of one history, sorted, none where they are unknown; an id that two files carry stands as often as the framework lists it. */
export function leaves(graph: Graph, history: string): readonly MigrationId[] {
  const known = knownLeaves.get(graph) ?? leavesByHistory(graph);
  knownLeaves.set(graph, known);
  return known.get(history) ?? [];
}

function leavesByHistory(graph: Graph): ReadonlyMap<string, readonly MigrationId[]> {
  const found = new Map<string, MigrationId[]>();
  const add = (history: string, id: MigrationId): void => {
    const ids = found.get(history);
    if (ids) ids.push(id);
    else found.set(history, [id]);
  };
  for (const node of graph.nodes.values()) if (node.migration && node.children.size === 0) add(node.history, node.id);
  // A framework that lists every file keeps a shadowed one on its list of leaves.
  for (const twin of graph.shadowed) add(twin.history, twin.id);
  for (const ids of found.values()) ids.sort();
  for (const { history } of graph.contents.values()) if (orderDoubt(history) !== undefined) found.delete(history.id);
  return found;
}

/** Root ids of one history, sorted, none where they are unknown; an id that two files carry stands as often as the framework lists it. */
export function roots(graph: Graph, history: string): readonly MigrationId[] {
  const contents = graph.contents.get(history);
  if (contents && orderDoubt(contents.history) !== undefined) return [];
  const found = [...graph.nodes.values()].filter(node => node.history === history && node.migration && node.parents.size === 0);
  const twins = graph.shadowed.filter(twin => twin.history === history && twin.parents.length === 0);
  return [...found, ...twins].map(({ id }) => id).sort();
}

/** How the framework spells a migration: `0003_add_tax`, `ae1027a6acf`. */
export function spellingOf(graph: Graph, id: MigrationId): string {
  return graph.nodes.get(id)?.migration?.literal ?? id;
}

function squashesIn(nodes: ReadonlyMap<MigrationId, GraphNode>): readonly Migration[] {
  return [...nodes.values()].flatMap(node => (node.migration?.replaces.length ? [node.migration] : []));
}

/** Leaves, by history, as a database sees them that has applied a part of what a squash replaces; empty without squashes. */
export function unfoldedLeaves(graph: Graph): ReadonlyMap<string, readonly MigrationId[]> {
  const chapters = [...graph.contents.values()];
  const { nodes } = addNodes(chapters);
  const squashes = squashesIn(nodes);
  const found = new Map<string, MigrationId[]>();
  if (squashes.length === 0) return found;
  addEdges(chapters, nodes);
  unfoldSquashes(nodes, squashes);
  for (const node of nodes.values()) {
    if (node.migration && node.children.size === 0) addToGroup(found, node.history, node.id);
  }
  return found;
}
