import { chooseParents, type DraftReport, type History, type CommandRefusal } from '@oneleaf/core';
import { chooseHistory, type HistoryChoice } from '../repository-view/history-choice.js';
import { draftMigration, writeDrafts, refusedDraft, successionOf, type HistoryDraft, type DraftSettings } from './migration-draft.js';
import { landWorkingTree, type LandedTree } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';
import { pullCommand } from '../branches/upstream.js';

export interface NewOptions extends HistoryChoice, DraftSettings {
  readonly name: string;
  /** The leaf to stand on, where a history keeps several. */
  readonly onto?: string | undefined;
}

/** A new migration on what will be its history's leaf once the branch has landed. */
export async function newMigration(session: RepositorySession, options: NewOptions): Promise<DraftReport> {
  const tree = await landWorkingTree(session, options.base);
  const history = chooseHistory(tree.chapters, options);
  const drafts = [await draftNew(session, tree, history, options)];
  return writeDrafts(session, tree, { command: 'new', drafts, dryRun: options.dryRun });
}

async function draftNew(session: RepositorySession, tree: LandedTree, history: History, options: NewOptions): Promise<HistoryDraft> {
  const hindrance = obstacleTo(tree, history);
  if (hindrance) return refusedDraft(history, hindrance);
  const found = chooseParents(successionOf(tree, history), options.onto);
  if ('refusal' in found) return refusedDraft(history, found.refusal);
  return draftMigration(session, tree, { history, parents: found.parents, name: options.name }, options);
}

/** What has to be settled first, because nobody can say what the history will be: git will stop, or the app is not here. */
export function obstacleTo({ here, onto }: LandedTree, { id, folder }: History): CommandRefusal | undefined {
  if (!onto) return undefined;
  const { spelled } = onto.upstream;
  const fix = { title: `bring ${spelled} in first`, command: pullCommand(onto.upstream) };
  const stops = onto.contested.filter(({ path }) => path.startsWith(`${folder}/`));
  if (stops.length > 0) {
    const related = stops.map(({ path }) => ({ path, message: `changed here and on ${spelled}` }));
    return { message: `git will stop in ${id} when this branch lands`, related, fix };
  }
  return here.contents.has(id) ? undefined : { message: `${id} is on ${spelled} and not here yet`, fix };
}
