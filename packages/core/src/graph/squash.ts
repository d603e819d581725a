import type { LinkedNode } from './node.js';
import type { LocatedHistory, Migration, MigrationId } from '../model/migration.js';

/** How files spell the migrations of a history that squashes among `migrations` replace. */
export function replacedNames({ id }: Pick<LocatedHistory, 'id'>, migrations: readonly Migration[]): readonly string[] {
  const prefix = `${id}.`;
  return migrations.flatMap(({ replaces }) => replaces.flatMap(one => (one.id.startsWith(prefix) ? [one.id.slice(prefix.length)] : [])));
}

type NodeMap = Map<MigrationId, LinkedNode>;

/** Puts every squash in the place of what it replaces, as on a new database. Gives those whose result depends on the order of a Python set. */
export function foldSquashes(nodes: NodeMap, squashes: readonly Migration[]): Migration[] {
  const ambiguous = squashes.filter(squash => isAmbiguous(squash, squashes));
  for (const squash of [...squashes].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const node = nodes.get(squash.id);
    if (node) replaceNodes(nodes, node, new Set(squash.replaces.map(reference => reference.id)));
  }
  return ambiguous;
}

function isAmbiguous(squash: Migration, all: readonly Migration[]): boolean {
  const mine = new Set(squash.replaces.map(reference => reference.id));
  return all.some(
    other =>
      other !== squash && (mine.has(other.id) || other.replaces.some(reference => reference.id === squash.id || mine.has(reference.id))),
  );
}

function replaceNodes(nodes: NodeMap, squash: LinkedNode, replaced: ReadonlySet<MigrationId>): void {
  const present = (ids: Iterable<MigrationId>): LinkedNode[] => [...ids].flatMap(id => nodes.get(id) ?? []);
  const stays = ({ id }: LinkedNode): boolean => !replaced.has(id);
  for (const id of replaced) {
    const gone = nodes.get(id);
    if (!gone) continue;
    nodes.delete(id);
    const after = present([...gone.children, ...gone.neededBy]);
    const before = present([...gone.parents, ...gone.needs]);
    for (const node of [...after, ...before]) for (const side of SIDES) node.remove(side, id);
    for (const node of after.filter(stays)) node.addEdge(squash);
    for (const node of before.filter(stays)) squash.addEdge(node);
  }
}

const SIDES = ['parents', 'children', 'needs', 'neededBy'] as const;

/**
 * Takes every squash away of which a database may have applied a part, and hangs its children on the last of its targets. The others
 * stay: one target has no parts, and on a target without a file the framework fails.
 */
export function unfoldSquashes(nodes: NodeMap, squashes: readonly Migration[]): void {
  for (const squash of squashes) {
    const node = nodes.get(squash.id);
    const targets = squash.replaces.flatMap(reference => nodes.get(reference.id) ?? []);
    if (!node || targets.length === 0) continue;
    if (squash.replaces.length > 1 && targets.every(target => target.migration)) unfoldSquash(nodes, node, targets);
    else replaceNodes(nodes, node, new Set(squash.replaces.map(reference => reference.id)));
  }
}

function unfoldSquash(nodes: NodeMap, squash: LinkedNode, targets: readonly LinkedNode[]): void {
  nodes.delete(squash.id);
  const last = targets.filter(target => !targets.some(other => other.parents.has(target.id)));
  for (const child of [...squash.children].flatMap(id => nodes.get(id) ?? [])) {
    child.remove('parents', squash.id);
    for (const target of last) child.addParent(target);
  }
  for (const parentId of squash.parents) nodes.get(parentId)?.remove('children', squash.id);
}
