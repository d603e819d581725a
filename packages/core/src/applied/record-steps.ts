import type { Graph } from '../graph/node.js';
import type { MigrationId } from '../model/migration.js';
import type { GraphNode } from '../graph/node.js';

/** One step until the database records what the graph says: run migrations, or only record those that have run. */
export interface RecordStep {
  readonly kind: 'run' | 'record';
  readonly targets: readonly MigrationId[];
}

/** Migrations that ran before one of their ancestors. No framework continues from such a state. */
export function appliedTooEarly(graph: Graph, held: ReadonlySet<MigrationId>): ReadonlySet<MigrationId> {
  const missing = [...graph.nodes.values()].filter(({ id, migration }) => migration && !held.has(id));
  const after = reachable(graph, missing, node => [...node.children, ...node.neededBy]);
  return new Set([...held].filter(id => after.has(id)));
}

export function stepsTo(graph: Graph, held: ReadonlySet<MigrationId>, recorded: ReadonlySet<MigrationId>): readonly RecordStep[] {
  const unrecorded = nodesOf(
    graph,
    [...held].filter(id => !recorded.has(id)),
  );
  const before = nodesOf(graph, reachable(graph, unrecorded, parentsOf));
  const missing = before.filter(({ id, migration }) => migration && !held.has(id) && !recorded.has(id));
  const waiting = new Map([...unrecorded, ...missing].map(node => [node.id, node]));
  const steps: RecordStep[] = [];
  for (let kind: RecordStep['kind'] = 'run', idle = 0; waiting.size > 0 && idle < 2; kind = kind === 'run' ? 'record' : 'run') {
    const round = takeReadyNodes(waiting, id => (kind === 'record') === held.has(id));
    idle = round.length === 0 ? idle + 1 : 0;
    if (round.length > 0) steps.push({ kind, targets: lastNodes(round) });
  }
  return steps;
}

export function lastNodes(nodes: readonly GraphNode[]): readonly MigrationId[] {
  const below = new Set(nodes.flatMap(parentsOf));
  return nodes.flatMap(({ id }) => (below.has(id) ? [] : [id])).sort();
}

export function nodesOf({ nodes }: Graph, ids: Iterable<MigrationId>): readonly GraphNode[] {
  return [...ids].flatMap(id => nodes.get(id) ?? []);
}

function parentsOf(node: GraphNode): readonly MigrationId[] {
  return [...node.parents, ...node.needs];
}

function takeReadyNodes(waiting: Map<MigrationId, GraphNode>, isOfKind: (id: MigrationId) => boolean): readonly GraphNode[] {
  const round: GraphNode[] = [];
  for (let ready = [...waiting.values()]; ready.length > 0; round.push(...ready)) {
    ready = [...waiting.values()].filter(node => isOfKind(node.id) && !parentsOf(node).some(id => waiting.has(id)));
    for (const { id } of ready) waiting.delete(id);
  }
  return round;
}

function reachable(graph: Graph, from: readonly GraphNode[], next: (node: GraphNode) => readonly MigrationId[]): ReadonlySet<MigrationId> {
  const seen = new Set<MigrationId>();
  const open = [...from];
  for (let node = open.pop(); node; node = open.pop()) {
    const fresh = next(node).filter(id => !seen.has(id));
    for (const id of fresh) seen.add(id);
    open.push(...nodesOf(graph, fresh));
  }
  return seen;
}
