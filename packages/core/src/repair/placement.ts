import { ancestorLine, ancestorsAmong } from '../graph/ancestors.js';
import { leaves } from '../graph/graph.js';
import type { MigrationId } from '../model/migration.js';
import type { JoinedGraph } from './branch-histories.js';

export interface Placement {
  readonly id: MigrationId;
  readonly parents: readonly MigrationId[];
}

export interface HistoryLine {
  readonly onto: MigrationId | undefined;
  readonly leaves: readonly MigrationId[];
}

export interface ChainPlacements {
  readonly placements: readonly Placement[];
  /** Merge migrations that join nothing any more, and the migration that takes their place. */
  readonly droppedMerges: ReadonlyMap<MigrationId, MigrationId>;
}

/** Puts chains one behind the other: each leaf, with its ancestors that are not placed yet, goes behind the last placed leaf. */
export class ChainPlacer {
  private readonly placements: Placement[] = [];
  private readonly droppedMerges = new Map<MigrationId, MigrationId>();
  private readonly below: Set<MigrationId>;
  private end: MigrationId | undefined;

  constructor(
    private readonly joined: JoinedGraph,
    { onto }: HistoryLine,
    private readonly empty: (id: MigrationId) => boolean,
  ) {
    this.end = onto;
    this.below = new Set(onto === undefined ? [] : ancestorLine(joined.graph, onto));
  }

  add(leaf: MigrationId): void {
    const chain = this.order([...ancestorLine(this.joined.graph, leaf)].filter(id => !this.below.has(id)));
    const within = new Set(chain);
    const placed = chain.flatMap(id => this.place(id, within));
    const { clashing, outdated } = this.joined;
    const moves =
      chain.some(id => this.droppedMerges.has(id) || clashing.has(id) || outdated.has(id)) || placed.some(one => !this.stands(one));
    if (moves) this.placements.push(...placed);
    for (const id of chain) this.below.add(id);
    this.end = this.droppedMerges.get(leaf) ?? leaf;
  }

  result(): ChainPlacements {
    return { placements: this.placements, droppedMerges: this.droppedMerges };
  }

  private place(id: MigrationId, within: ReadonlySet<MigrationId>): readonly Placement[] {
    const before = this.parentsOf(id);
    const kept = [...new Set(before.filter(parent => within.has(parent)).map(parent => this.droppedMerges.get(parent) ?? parent))];
    const parents = kept.length > 0 || this.end === undefined ? kept : [this.end];
    const [only] = parents;
    if (only !== undefined && before.length > 1 && parents.length === 1 && this.empty(id)) {
      this.droppedMerges.set(id, only);
      return [];
    }
    return [...this.replaced(id, parents), { id, parents }];
  }

  /** What a squash replaces gets the parents of the squash: databases that have applied a part of it continue there. */
  private replaced(id: MigrationId, parents: readonly MigrationId[]): readonly Placement[] {
    const { own, target } = this.joined;
    const squash = own.get(id);
    const replaced = (squash?.replaces ?? []).flatMap(reference => (squash && target(reference, squash)) ?? []);
    return replaced.flatMap(one => {
      const migration = own.get(one);
      if (!migration) return [];
      const inside = migration.parents.flatMap(reference => target(reference, migration) ?? []).filter(parent => replaced.includes(parent));
      return { id: one, parents: inside.length > 0 ? inside : parents };
    });
  }

  private stands({ id, parents }: Placement): boolean {
    const { own, graph } = this.joined;
    const now = graph.nodes.has(id) ? this.parentsOf(id) : undefined;
    // What a squash replaces has no node. It moves with the squash.
    if (now === undefined) return own.has(id);
    return now.length === parents.length && parents.every(parent => now.includes(parent));
  }

  private parentsOf(id: MigrationId): readonly MigrationId[] {
    return [...(this.joined.graph.nodes.get(id)?.parents ?? [])];
  }

  private order(ids: readonly MigrationId[]): readonly MigrationId[] {
    const left = new Set([...this.joined.graph.nodes.keys()].filter(id => ids.includes(id)));
    const sorted: MigrationId[] = [];
    while (left.size > 0) {
      const next = [...left].find(id => this.parentsOf(id).every(parent => !left.has(parent)));
      if (next === undefined) break;
      left.delete(next);
      sorted.push(next);
    }
    return sorted;
  }
}

/** Leaves that other leaves wait for come first, then those whose place is right already, then by name. */
export function branchLeaves(joined: JoinedGraph, history: string, isRight: (leaf: MigrationId) => boolean): readonly MigrationId[] {
  const { graph, own } = joined;
  const left = leaves(graph, history).filter(id => own.has(id));
  const sorted: MigrationId[] = [];
  const pending = [...left].sort((one, other) => Number(isRight(other)) - Number(isRight(one)) || (one < other ? -1 : 1));
  while (pending.length > 0) {
    const at = pending.findIndex(id => ancestorsAmong(graph, id, pending).every(other => other === id));
    sorted.push(...pending.splice(Math.max(0, at), 1));
  }
  return sorted;
}
