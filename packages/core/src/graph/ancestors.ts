import type { Graph } from './node.js';
import type { MigrationId } from '../model/migration.js';
import type { GraphNode } from './node.js';

export function ancestors(graph: Pick<Graph, 'nodes'>, id: MigrationId): ReadonlySet<MigrationId> {
  return walkDown(graph, id, () => true);
}

/** Those of some migrations that must run before `id`; the walk does not go below the lowest of them. */
export function ancestorsAmong(graph: Pick<Graph, 'nodes'>, id: MigrationId, some: Iterable<MigrationId>): readonly MigrationId[] {
  const heights = heightsOf(graph);
  const candidates = [...some];
  const floor = candidates.reduce((lowest, one) => Math.min(lowest, heights.get(one) ?? 0), Infinity);
  // What has no height stands in a cycle or on one, and anything may be below it.
  const found = walkDown(graph, id, parent => (heights.get(parent) ?? Infinity) > floor);
  return candidates.filter(one => found.has(one));
}

export function ancestorLine({ nodes }: Pick<Graph, 'nodes'>, id: MigrationId): ReadonlySet<MigrationId> {
  const line = new Set([id]);
  for (const one of line) for (const parent of nodes.get(one)?.parents ?? []) line.add(parent);
  return line;
}

function walkDown({ nodes }: Pick<Graph, 'nodes'>, start: MigrationId, enters: (id: MigrationId) => boolean): Set<MigrationId> {
  const seen = new Set<MigrationId>();
  const open = [start];
  const visit = (parent: MigrationId): void => {
    if (seen.has(parent)) return;
    seen.add(parent);
    if (enters(parent)) open.push(parent);
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = nodes.get(next);
    node?.parents.forEach(visit);
    node?.needs.forEach(visit);
  }
  return seen;
}

export function isAcyclic(graph: Pick<Graph, 'nodes'>): boolean {
  return heightsOf(graph).size === graph.nodes.size;
}

const known = new WeakMap<Graph['nodes'], ReadonlyMap<MigrationId, number>>();

/** How many migrations at most stand below each in a row; none for those that stand in a cycle or on one. */
function heightsOf({ nodes }: Pick<Graph, 'nodes'>): ReadonlyMap<MigrationId, number> {
  const earlier = known.get(nodes);
  if (earlier) return earlier;
  const heights = new Map<MigrationId, number>();
  const waiting = new Map<MigrationId, number>();
  const free: GraphNode[] = [];
  for (const node of nodes.values()) {
    const count = node.parents.size + node.needs.size;
    if (count === 0) free.push(node);
    else waiting.set(node.id, count);
  }
  const release = (id: MigrationId): void => {
    const left = (waiting.get(id) ?? 0) - 1;
    waiting.set(id, left);
    const node = left === 0 ? nodes.get(id) : undefined;
    if (node) free.push(node);
  };
  for (const node of free) {
    heights.set(node.id, heightOf(node, heights));
    node.children.forEach(release);
    node.neededBy.forEach(release);
  }
  known.set(nodes, heights);
  return heights;
}

function heightOf({ parents, needs }: GraphNode, heights: ReadonlyMap<MigrationId, number>): number {
  let height = 0;
  for (const side of [parents, needs]) for (const id of side) height = Math.max(height, (heights.get(id) ?? 0) + 1);
  return height;
}
