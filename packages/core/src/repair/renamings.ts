import { historyFolder } from '../adapter/migration-files.js';
import type { History } from '../adapter/framework.js';
import type { Migration, MigrationId } from '../model/migration.js';
import type { ScopePlan } from './scope-plan.js';

export interface HistoryKey {
  readonly framework: string;
  /** The name of the history in other histories; empty if it has none. */
  readonly label: string;
  readonly folder: string;
}

export interface Renaming extends HistoryKey {
  readonly from: string;
  readonly to: string;
  readonly fromPath: string;
  readonly toPath: string;
  /** The migration is dropped and `to` replaces it. A text with its name cannot be changed for certain. */
  readonly isDropped?: true;
  /** The only parent before and after, if it changes. */
  readonly parent?: { readonly from: string; readonly to: string };
}

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

/** The only parent of a migration before and after, if it has landed. Tests of migrations start there. */
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
