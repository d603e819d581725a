import type { Graph, Node } from './graph.js';
import type { MigrationId } from './model.js';

/** Every set of migrations that wait for each other: strongly connected, or its own parent. Sorted within and among. */
export function cycles(graph: Graph): readonly (readonly MigrationId[])[] {
  const found: MigrationId[][] = [];
  const stuck = peel(graph);
  while (stuck.size > 0) {
    const [start] = stuck;
    if (!start) break;
    const members = [...reach(start, 'parents', stuck)].filter(node => reach(start, 'children', stuck).has(node));
    const loop = members.includes(start) ? members : [start];
    if (members.length > 0) found.push(loop.map(node => node.id).sort());
    for (const node of loop) stuck.delete(node);
  }
  return found.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));

  function reach(start: Node, side: 'parents' | 'children', within: ReadonlySet<Node>): Set<Node> {
    const seen = new Set<Node>();
    const open = [start];
    for (let node = open.pop(); node; node = open.pop()) {
      for (const id of neighbours(node, side)) {
        const next = graph.nodes.get(id);
        if (!next || seen.has(next) || !within.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return seen;
  }
}

/** The nodes left after every node without parents, then without children, was taken away again and again: none without a cycle. */
function peel(graph: Graph): Set<Node> {
  const left = new Set(graph.nodes.values());
  for (const side of ['parents', 'children'] as const) {
    const other = side === 'parents' ? 'children' : 'parents';
    const count = new Map([...left].map(node => [node, neighbours(node, side).filter(id => isLeft(id)).length]));
    const free = [...left].filter(node => count.get(node) === 0);
    for (let node = free.pop(); node; node = free.pop()) {
      left.delete(node);
      for (const id of neighbours(node, other)) {
        const next = graph.nodes.get(id);
        if (!next || !left.has(next)) continue;
        const rest = (count.get(next) ?? 0) - 1;
        count.set(next, rest);
        if (rest === 0) free.push(next);
      }
    }
  }
  return left;

  function isLeft(id: MigrationId): boolean {
    const node = graph.nodes.get(id);
    return node !== undefined && left.has(node);
  }
}

function neighbours(node: Node, side: 'parents' | 'children'): readonly MigrationId[] {
  return side === 'parents' ? [...node.parents, ...node.needs] : [...node.children, ...node.neededBy];
}
