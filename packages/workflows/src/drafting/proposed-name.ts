import { sourceTree, type DraftedMigration, type DraftRequest, type Fix, type CommandRefusal } from '@oneleaf/core';
import type { DraftSettings, MigrationRequest } from './migration-request.js';
import type { LandedTree } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';
import { takenNames } from './taken-names.js';

/** What a new migration would be called, and which names are left to other branches because of that. */
export async function proposeName(
  session: RepositorySession,
  tree: LandedTree,
  wanted: MigrationRequest,
  settings: DraftSettings,
): Promise<ProposedName> {
  const taken = await takenNames(session, tree, wanted.history);
  const requested = { ...draftRequest(session, tree, wanted, settings), taken: [...taken.keys()].sort() };
  // Only the name of this draft is used, so the framework's own template is good enough.
  const drafted = wanted.history.framework.write.draft({ ...requested, template: () => undefined });
  if ('reason' in drafted) return { refusal: { message: drafted.reason } };
  return { literal: drafted.literal, notes: avoidanceNotes(drafted, taken) };
}

export type ProposedName = { readonly literal: string; readonly notes: readonly Fix[] } | { readonly refusal: CommandRefusal };

/** All of a draft's request that the history and the machine decide. */
export function draftRequest(
  session: RepositorySession,
  tree: LandedTree,
  wanted: MigrationRequest,
  { timeZone, chance }: DraftSettings,
): Omit<DraftRequest, 'taken' | 'template'> {
  const { here, histories, world } = tree;
  return {
    ...wanted,
    migrations: histories.get(wanted.history.id)?.migrations ?? [],
    now: session.now,
    timeZone,
    randomHex: chance(),
    tree: sourceTree(wanted.history.framework, here.files, { paths: [...here.files.keys()].sort(), search: world.survey }),
  };
}

export function avoidanceNotes({ avoided }: DraftedMigration, taken: ReadonlyMap<string, readonly string[]>): readonly Fix[] {
  return avoided.map(name => ({ title: `${name} is on ${(taken.get(name) ?? []).map(shortRef).join(', ')}` }));
}

function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '').replace(/^refs\/pull\/(\d+)\/head$/, '#$1');
}
