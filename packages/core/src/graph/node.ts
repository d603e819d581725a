import type { Migration, MigrationId, Reference, Unreadable } from '../model/migration.js';
import type { History } from '../adapter/framework.js';

/** One history and what was read of its files, in the order in which the framework reads them. */
export interface HistoryContents {
  readonly history: History;
  readonly migrations: readonly Migration[];
  readonly unreadable: readonly Unreadable[];
}

export interface GraphNode {
  readonly id: MigrationId;
  readonly history: string;
  /** Absent for a name that some migration refers to and no file carries. */
  readonly migration?: Migration;
  /** Same history: these make leaves and roots. */
  readonly parents: Set<MigrationId>;
  readonly children: Set<MigrationId>;
  /** Order only, across histories. */
  readonly needs: Set<MigrationId>;
  readonly neededBy: Set<MigrationId>;
}

/** An edge, whichever side wrote it: a parent within a history, order across histories. */
export function addEdge(child: GraphNode, parent: GraphNode): void {
  if (child.history === parent.history) addParent(child, parent);
  else addRequirement(child, parent);
}

/** Makes `parent` a same-history parent of `child`. */
export function addParent(child: GraphNode, parent: GraphNode): void {
  child.parents.add(parent.id);
  parent.children.add(child.id);
}

/** Makes `child` wait for `parent` without making leaves. */
export function addRequirement(child: GraphNode, parent: GraphNode): void {
  child.needs.add(parent.id);
  parent.neededBy.add(child.id);
}

/** A reference to a migration that does not exist. */
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
