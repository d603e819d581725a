import { connect, link, type Node } from './node.js';
import type { Migration, MigrationId } from './model.js';

type Nodes = Map<MigrationId, Node>;

/**
 * Puts every squash in the place of what it replaces, as Django's `MigrationGraph.remove_replaced_nodes` does when nothing is applied.
 * Answers the squashes whose result depends on the order in which Django meets them, which is the order of a Python set.
 */
export function foldSquashes(nodes: Nodes, squashes: readonly Migration[]): Migration[] {
  const ambiguous = squashes.filter(squash => isEntangled(squash, squashes));
  for (const squash of [...squashes].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const node = nodes.get(squash.id);
    if (node) replace(nodes, node, new Set(squash.replaces.map(reference => reference.id)));
  }
  return ambiguous;
}

function isEntangled(squash: Migration, all: readonly Migration[]): boolean {
  const mine = new Set(squash.replaces.map(reference => reference.id));
  return all.some(
    other =>
      other !== squash && (mine.has(other.id) || other.replaces.some(reference => reference.id === squash.id || mine.has(reference.id))),
  );
}

/** A squash that stands on what it replaces, or replaces itself, goes wrong here as it does in Django. */
function replace(nodes: Nodes, squash: Node, replaced: ReadonlySet<MigrationId>): void {
  const present = (ids: Iterable<MigrationId>): Node[] => [...ids].flatMap(id => nodes.get(id) ?? []);
  const stays = ({ id }: Node): boolean => !replaced.has(id);
  for (const id of replaced) {
    const gone = nodes.get(id);
    if (!gone) continue;
    nodes.delete(id);
    const after = present([...gone.children, ...gone.neededBy]);
    const before = present([...gone.parents, ...gone.needs]);
    for (const node of [...after, ...before]) for (const side of SIDES) node[side].delete(id);
    for (const node of after.filter(stays)) link(node, squash);
    for (const node of before.filter(stays)) link(squash, node);
  }
}

const SIDES = ['parents', 'children', 'needs', 'neededBy'] as const;

/**
 * Takes every squash away of which a database may have applied a part, and hangs its children on the last of its targets,
 * as Django's `MigrationGraph.remove_replacement_node` does then. The others stay: of one target there is no part, and where a
 * migration names a target that has no file, Django fails on such a database.
 */
export function unfoldSquashes(nodes: Nodes, squashes: readonly Migration[]): void {
  for (const squash of squashes) {
    const node = nodes.get(squash.id);
    const targets = squash.replaces.flatMap(reference => nodes.get(reference.id) ?? []);
    if (!node || targets.length === 0) continue;
    if (squash.replaces.length > 1 && targets.every(target => target.migration)) unfold(nodes, node, targets);
    else replace(nodes, node, new Set(squash.replaces.map(reference => reference.id)));
  }
}

function unfold(nodes: Nodes, squash: Node, targets: readonly Node[]): void {
  nodes.delete(squash.id);
  const last = targets.filter(target => !targets.some(other => other.parents.has(target.id)));
  for (const child of [...squash.children].flatMap(id => nodes.get(id) ?? [])) {
    child.parents.delete(squash.id);
    for (const target of last) connect(child, target);
  }
  for (const parentId of squash.parents) nodes.get(parentId)?.children.delete(squash.id);
}
