import type { Migration, MigrationId, Reference } from '../model/migration.js';
import type { RespelledReference, Respelling } from '../adapter/respelling.js';
import { nameOf, type NewNames } from './new-names.js';
import type { Placement } from './placement.js';
import type { RelinkedHistory } from './relink.js';
import type { JoinedGraph } from './branch-histories.js';

export function respellings(joined: JoinedGraph, relinked: readonly RelinkedHistory[], names: NewNames): readonly Respelling[] {
  const droppedMerges = new Map(relinked.flatMap(one => [...one.droppedMerges]));
  const placements = new Map(relinked.flatMap(one => one.placements.map(placement => [placement.id, placement] as const)));
  const speller = new ReferenceSpeller(joined, droppedMerges, names);
  return [...joined.own].flatMap(([id, migration]) => {
    if (droppedMerges.has(id)) return [];
    const placement = placements.get(id);
    const { literal } = names.get(id) ?? nameOf(migration);
    const parents = placement
      ? speller.placed(migration, placement)
      : { references: speller.kept(migration, migration.parents), added: [] };
    const others = speller.kept(migration, [...migration.requires, ...migration.before, ...migration.replaces]);
    const references = [...parents.references, ...others];
    if (references.length === 0 && parents.added.length === 0 && literal === migration.literal) return [];
    const label = joined.graph.contents.get(migration.history)?.history.label ?? '';
    return [{ migration, label, references, added: parents.added, ...(literal === migration.literal ? {} : { literal }) }];
  });
}

class ReferenceSpeller {
  constructor(
    private readonly joined: JoinedGraph,
    private readonly droppedMerges: ReadonlyMap<MigrationId, MigrationId>,
    private readonly names: NewNames,
  ) {}

  kept(from: Migration, references: readonly Reference[]): readonly RespelledReference[] {
    return references.flatMap(reference => {
      const target = this.joined.target(reference, from);
      const literal = target === undefined ? undefined : this.names.get(this.droppedMerges.get(target) ?? target)?.literal;
      return literal === undefined || literal === this.written(reference) ? [] : [{ reference, literal }];
    });
  }

  /** Parents that remain keep their position, and new parents take the positions of removed ones. */
  placed(from: Migration, { parents }: Placement): Pick<Respelling, 'references' | 'added'> {
    const remaining = [...parents];
    const free = from.parents.filter(reference => {
      const at = this.placeAmong(remaining, this.joined.target(reference, from));
      if (at >= 0) remaining.splice(at, 1);
      return at < 0;
    });
    const replaced = free.map((reference): RespelledReference => ({ reference, literal: this.literalOf(remaining.shift()) }));
    const kept = from.parents.filter(reference => !free.includes(reference));
    return { references: [...this.kept(from, kept), ...replaced], added: remaining.flatMap(parent => this.literalOf(parent) ?? []) };
  }

  /** A name that a squash replaces may mean the squash. */
  private placeAmong(parents: readonly MigrationId[], target: MigrationId | undefined): number {
    if (target === undefined) return -1;
    const at = parents.indexOf(this.droppedMerges.get(target) ?? target);
    const squash = (id: MigrationId): Migration | undefined => this.joined.graph.nodes.get(id)?.migration;
    return at >= 0 ? at : parents.findIndex(id => squash(id)?.replaces.some(reference => reference.id === target) === true);
  }

  private literalOf(id: MigrationId | undefined): string | null {
    return id === undefined ? null : (this.names.get(id)?.literal ?? null);
  }

  private written({ id, history }: Reference): string {
    return history === undefined ? id : id.slice(history.length + 1);
  }
}
