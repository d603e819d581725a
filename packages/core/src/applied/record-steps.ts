import type { Graph } from '../graph/node.js';
import type { MigrationId } from '../model/migration.js';
import type { GraphNode } from '../graph/node.js';

/** One round of the way to a ledger that agrees with the graph: what to run, or what has run and is only to be recorded. */
export interface RecordStep {
  readonly kind: 'run' | 'record';
  /** The last of each chain, sorted: what they stand on comes along. */
  readonly targets: readonly MigrationId[];
}

/** The migrations that have run before something that they stand on: no framework goes on from there. */
export function appliedTooEarly(graph: Graph, held: ReadonlySet<MigrationId>): ReadonlySet<MigrationId> {
  const missing = [...graph.nodes.values()].filter(({ id, migration }) => migration && !held.has(id));
  const after = reachable(graph, missing, node => [...node.children, ...node.neededBy]);
  return new Set([...held].filter(id => after.has(id)));
}

/** What a ledger that records `recorded` needs until it records all that is `held`, without running any of that again. */
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

/** The migrations of a set that no other one of it stands on, sorted. */
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

/** Takes out of what is waiting all of a kind that waits for nothing else, and what then waits for nothing, and so on. */
function takeReadyNodes(waiting: Map<MigrationId, GraphNode>, isOfKind: (id: MigrationId) => boolean): readonly GraphNode[] {
  const round: GraphNode[] = [];
  for (let ready = [...waiting.values()]; ready.length > 0; round.push(...ready)) {
    ready = [...waiting.values()].filter(node => isOfKind(node.id) && !parentsOf(node).some(id => waiting.has(id)));
    for (const { id } of ready) waiting.delete(id);
  }
  return round;
}

/** Everything that can be reached from some nodes, themselves left out unless they are reached again. */
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
