import { isAcyclic } from './ancestors.js';
import type { Graph } from './node.js';
import type { GraphNode } from './node.js';
import type { MigrationId } from '../model/migration.js';

type WalkSide = 'parents' | 'children';

/** Every set of migrations that wait for each other: strongly connected, or its own parent. Sorted within and among. */
export function cycles(graph: Graph): readonly (readonly MigrationId[])[] {
  if (isAcyclic(graph)) return [];
  const found: MigrationId[][] = [];
  const left = peel(graph, peel(graph, new Set(graph.nodes.values()), 'parents'), 'children');
  for (const start of left) {
    const above = reachable(graph, start, 'children', left);
    const members = [...reachable(graph, start, 'parents', left)].filter(node => above.has(node));
    if (members.length > 0) found.push(members.map(node => node.id).sort());
    for (const node of members) left.delete(node);
  }
  return found.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

function peel(graph: Graph, nodes: ReadonlySet<GraphNode>, side: WalkSide): Set<GraphNode> {
  const left = new Set(nodes);
  const count = new Map([...left].map(node => [node, neighbours(graph, node, side).filter(next => left.has(next)).length]));
  const free = [...left].filter(node => count.get(node) === 0);
  for (let node = free.pop(); node; node = free.pop()) {
    left.delete(node);
    for (const next of neighbours(graph, node, side === 'parents' ? 'children' : 'parents')) {
      const rest = (count.get(next) ?? 0) - 1;
      count.set(next, rest);
      if (rest === 0) free.push(next);
    }
  }
  return left;
}

function reachable(graph: Graph, start: GraphNode, side: WalkSide, within: ReadonlySet<GraphNode>): Set<GraphNode> {
  const seen = new Set<GraphNode>();
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    const next = neighbours(graph, node, side).filter(one => within.has(one) && !seen.has(one));
    for (const one of next) seen.add(one);
    open.push(...next);
  }
  return seen;
}

function neighbours(graph: Graph, node: GraphNode, side: WalkSide): readonly GraphNode[] {
  const ids = side === 'parents' ? new Set([...node.parents, ...node.needs]) : new Set([...node.children, ...node.neededBy]);
  return [...ids].flatMap(id => graph.nodes.get(id) ?? []);
}
