import { historyFolder } from '../adapter/migration-files.js';
import type { History } from '../adapter/framework.js';
import type { Migration, MigrationId } from '../model/migration.js';
import type { ScopePlan } from './scope-plan.js';

/** Tells one migration from another of the same name. */
export interface HistoryKey {
  readonly framework: string;
  /** The name by which the framework calls the history in other histories; empty where it has none. */
  readonly label: string;
  /** The history's folder. */
  readonly folder: string;
}

/** One migration that goes on under another name, or that is dropped. */
export interface Renaming extends HistoryKey {
  /** Its literal: `0002_tax`, `003_zones`. */
  readonly from: string;
  readonly to: string;
  readonly fromPath: string;
  readonly toPath: string;
  /** The migration goes away and `to` replaces it: no text that names it can be respelled for certain. */
  readonly isDropped?: true;
  /** The literal of the only parent that it had and of the one that it has now, where that is another migration. */
  readonly parent?: { readonly from: string; readonly to: string };
}

/** The branch's own migrations that nobody may call by their old names any more. */
export function findRenamings(plan: ScopePlan): readonly Renaming[] {
  const heirs = new Map(plan.relinked.relinked.flatMap(({ droppedMerges }) => [...droppedMerges]));
  return [...plan.relinked.joined.own].flatMap(([id, migration]): readonly Renaming[] => {
    const heir = heirs.get(id);
    const name = plan.names.get(heir ?? id);
    const home = plan.relinked.joined.graph.contents.get(migration.history)?.history;
    if (!name || !home || (name.literal === migration.literal && name.path === migration.path)) return [];
    const parent = heir === undefined ? parentOf(plan, id, migration) : undefined;
    const paths = { folder: historyFolder(home.framework.recognise, migration.path), fromPath: migration.path, toPath: name.path };
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
