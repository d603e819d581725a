import { folderOf, type History, type Migration, type MigrationId } from '@oneleaf/core';
import type { HistoryKey, Renaming } from '@oneleaf/frameworks';
import type { ScopePlan } from '../relinking/scope-plan.js';

/** The branch's own migrations that nobody may call by their old names any more. */
export function findRenamings(plan: ScopePlan): readonly Renaming[] {
  const heirs = new Map(plan.relinked.relinked.flatMap(({ droppedMerges }) => [...droppedMerges]));
  return [...plan.relinked.joined.own].flatMap(([id, migration]): readonly Renaming[] => {
    const heir = heirs.get(id);
    const name = plan.names.get(heir ?? id);
    const home = plan.relinked.joined.graph.contents.get(migration.history)?.history;
    if (!name || !home || (name.literal === migration.literal && name.path === migration.path)) return [];
    const parent = heir === undefined ? parentOf(plan, id, migration) : undefined;
    const paths = { folder: folderOf(migration.path), fromPath: migration.path, toPath: name.path };
    const rest = { ...(parent && { parent }), ...(heir !== undefined && { isDropped: true as const }) };
    return [{ ...homeOf(home), ...paths, from: migration.literal, to: name.literal, ...rest }];
  });
}

/** What has landed and was the only parent of a migration, and the only one that it gets: where its tests start. */
function parentOf({ relinked: { joined, relinked }, names }: ScopePlan, id: MigrationId, migration: Migration): Renaming['parent'] {
  const was = onlyOne(migration.parents.map(reference => joined.target(reference, migration))) ?? id;
  const is = onlyOne(relinked.flatMap(({ placements }) => placements.find(one => one.id === id)?.parents ?? [])) ?? id;
  const [from, to] = [was, is].map(one => names.get(one)?.literal);
  return from === undefined || to === undefined || from === to || joined.own.has(was) || is === id ? undefined : { from, to };
}

function onlyOne<T>(all: readonly T[]): T | undefined {
  const [first, ...others] = new Set(all);
  return others.length === 0 ? first : undefined;
}

export function homeOf({ framework, label, folder }: History): HistoryKey {
  return { framework: framework.name, label, folder };
}
