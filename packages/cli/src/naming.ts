import { sourceTree, type Drafted, type DraftRequest, type Fix, type Framework, type History, type Refusal } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';
import type { Drawing, Wanted } from './drafting.js';
import type { LandedTree } from './landed-tree.js';
import type { Session } from './session.js';
import { namesTaken } from './taken.js';

/** What a new migration would be called, and which names are left to other branches because of that. */
export async function nameOne(session: Session, tree: LandedTree, wanted: Wanted, drawing: Drawing): Promise<Named> {
  const taken = await namesTaken(session, tree, wanted.history);
  const asked = { ...requestOf(session, tree, wanted, drawing), taken: [...taken.keys()].sort() };
  // Where there is no template, its text is that of the framework's own, and nobody looks at it.
  const drafted = frameworkOf(wanted.history).draft({ ...asked, template: () => undefined });
  if ('reason' in drafted) return { refusal: { message: drafted.reason } };
  return { literal: drafted.literal, notes: avoidanceNotes(drafted, taken) };
}

export type Named = { readonly literal: string; readonly notes: readonly Fix[] } | { readonly refusal: Refusal };

export function frameworkOf(history: History): Framework {
  const framework = frameworks.find(({ name }) => name === history.framework);
  if (!framework) throw new Error(`${history.framework} is no framework`);
  return framework;
}

/** All of a draft's request that the history and the machine decide. */
export function requestOf(
  session: Session,
  tree: LandedTree,
  wanted: Wanted,
  { timeZone, chance }: Drawing,
): Omit<DraftRequest, 'taken' | 'template'> {
  const { here, chapters, world } = tree;
  return {
    ...wanted,
    migrations: chapters.get(wanted.history.id)?.migrations ?? [],
    now: session.now,
    timeZone,
    chance: chance(),
    tree: sourceTree(frameworkOf(wanted.history), here.files, { paths: [...here.files.keys()].sort(), survey: world.survey }),
  };
}

export function avoidanceNotes({ avoided }: Drafted, taken: ReadonlyMap<string, readonly string[]>): readonly Fix[] {
  return avoided.map(name => ({ title: `${name} is on ${(taken.get(name) ?? []).map(short).join(', ')}` }));
}

function short(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '').replace(/^refs\/pull\/(\d+)\/head$/, '#$1');
}
