import type { Graph } from './node.js';
import type { MigrationId } from '../model/migration.js';
import type { GraphNode } from './node.js';

/** The migrations in an order in which a new database can take them; of several open branches a framework may take another one first. */
export function applicationOrder({ nodes }: Graph): readonly MigrationId[] {
  const all = [...nodes.values()].sort(byId);
  const leaves = all.filter(({ children }) => children.size === 0);
  const done = new Set<MigrationId>();
  for (const { id } of [...leaves, ...all]) visit(nodes, id, done);
  return [...done];
}

function visit(nodes: Graph['nodes'], start: MigrationId, done: Set<MigrationId>): void {
  const open = [start];
  const entered = new Set<MigrationId>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (done.has(id)) continue;
    if (entered.has(id)) {
      done.add(id);
      continue;
    }
    entered.add(id);
    open.push(id, ...[...(nodes.get(id)?.parents ?? []), ...(nodes.get(id)?.needs ?? [])].filter(one => !entered.has(one)).sort());
  }
}

function byId(one: GraphNode, other: GraphNode): number {
  return one.id < other.id ? -1 : 1;
}
