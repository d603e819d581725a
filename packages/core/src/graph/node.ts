import type { Migration, MigrationId, Reference, Unreadable } from '../model/migration.js';
import type { History } from '../adapter/framework.js';

export interface HistoryContents {
  readonly history: History;
  readonly migrations: readonly Migration[];
  readonly unreadable: readonly Unreadable[];
}

export interface GraphNode {
  readonly id: MigrationId;
  readonly history: string;
  readonly migration?: Migration | undefined;
  /** Links within the history, which make leaves and roots; the other two only order. */
  readonly parents: ReadonlySet<MigrationId>;
  readonly children: ReadonlySet<MigrationId>;
  readonly needs: ReadonlySet<MigrationId>;
  readonly neededBy: ReadonlySet<MigrationId>;
}

export type LinkSide = 'parents' | 'children' | 'needs' | 'neededBy';

/** What all nodes without links on a side have there: four sets for each migration are half the cost of a graph. */
const NONE = new Set<MigrationId>();

export class LinkedNode implements GraphNode {
  parents = NONE;
  children = NONE;
  needs = NONE;
  neededBy = NONE;

  constructor(
    readonly id: MigrationId,
    readonly history: string,
    readonly migration?: Migration,
  ) {}

  addParent(parent: LinkedNode): void {
    this.#add('parents', parent.id);
    parent.#add('children', this.id);
  }

  addRequirement(parent: LinkedNode): void {
    this.#add('needs', parent.id);
    parent.#add('neededBy', this.id);
  }

  addEdge(parent: LinkedNode): void {
    if (this.history === parent.history) this.addParent(parent);
    else this.addRequirement(parent);
  }

  remove(side: LinkSide, id: MigrationId): void {
    this[side].delete(id);
  }

  #add(side: LinkSide, id: MigrationId): void {
    if (this[side] === NONE) this[side] = new Set([id]);
    else this[side].add(id);
  }
}

export interface DanglingReference {
  readonly from: Migration;
  readonly reference: Reference;
}

export interface Graph {
  readonly contents: ReadonlyMap<string, HistoryContents>;
  readonly nodes: ReadonlyMap<MigrationId, GraphNode>;
  readonly dangling: readonly DanglingReference[];
  /** Files that carry an id which a later file carries too: the framework forgets them, or lists them as leaves. */
  readonly shadowed: readonly Migration[];
  /** Squashes for which the framework's answer depends on the order of a Python set. */
  readonly ambiguous: readonly Migration[];
}
