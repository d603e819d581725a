import type { Framework } from '../adapter/framework.js';
import type { Migration, MigrationId } from '../model/migration.js';
import type { MigrationName } from '../adapter/respelling.js';
import type { RelinkedHistory } from './relink.js';
import type { JoinedGraph } from './branch-histories.js';
import { replacedNames } from '../graph/squash.js';

export type NewNames = ReadonlyMap<MigrationId, MigrationName>;

/** Names each placed migration as its new parents require. `chance` gives twelve other random hexadecimal digits on each call. */
export function newNames(
  joined: JoinedGraph,
  relinked: readonly RelinkedHistory[],
  framework: Pick<Framework['write'], 'rename'>,
  chance: () => string,
): NewNames {
  const names = new Map<MigrationId, MigrationName>();
  for (const { id, migration } of allIn(joined)) names.set(id, nameOf(migration));
  for (const { history, placements, droppedMerges } of relinked) {
    for (const id of droppedMerges.keys()) names.delete(id);
    const waiting = new Set(placements.map(({ id }) => id));
    const peers = allIn(joined).filter(one => one.migration.history === history.id && names.has(one.id));
    // A landed squash would take the place of whatever gets a name that it replaces.
    const landed = joined.landed.contents.get(history.id)?.migrations ?? [];
    const replaced = replacedNames(history, landed).map(literal => ({ literal, path: '' }));
    for (const { id, parents } of placements) {
      const migration = joined.own.get(id);
      if (!migration) continue;
      waiting.delete(id);
      const others = [...peers.filter(one => one.id !== id && !waiting.has(one.id)).flatMap(one => names.get(one.id) ?? []), ...replaced];
      const spelled = parents.flatMap(parent => names.get(parent)?.literal ?? []);
      // A renamed migration may just have taken this name.
      const clash = joined.clashing.has(id) || others.some(({ literal }) => literal === migration.literal);
      names.set(id, framework.rename({ migration, parents: spelled, others, clash, randomHex: chance() }));
    }
  }
  return names;
}

export function nameOf({ literal, path }: Migration): MigrationName {
  return { literal, path };
}

function allIn({ graph, own }: JoinedGraph): readonly { readonly id: MigrationId; readonly migration: Migration }[] {
  const landed = [...graph.contents.values()].flatMap(({ migrations }) => migrations).map(migration => ({ id: migration.id, migration }));
  return landed.map(one => ({ id: one.id, migration: own.get(one.id) ?? one.migration }));
}
