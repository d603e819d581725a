import { chooseParents, type DraftReport, type History } from '@oneleaf/core';
import { obstacleTo } from './drafting/landing-obstacle.js';
import { chooseHistory, type HistoryChoice } from './repository-view/history-choice.js';
import { draftMigration, writeDrafts, refusedDraft, successionOf, type HistoryDraft } from './drafting/migration-draft.js';
import type { DraftSettings } from './drafting/migration-request.js';
import { landWorkingTree, type LandedTree } from './landing/landed-tree.js';
import type { RepositorySession } from './session/session.js';

export interface NewOptions extends HistoryChoice, DraftSettings {
  readonly name: string;
  /** The leaf to stand on, where a history keeps several. */
  readonly onto?: string | undefined;
}

/** A new migration on what will be its history's leaf once the branch has landed. */
export async function newMigration(session: RepositorySession, options: NewOptions): Promise<DraftReport> {
  const tree = await landWorkingTree(session, options.base);
  // A history whose folder main has moved is still here under its old name.
  const histories = options.requested === undefined ? tree.histories : new Map([...tree.here.contents, ...tree.histories]);
  const history = chooseHistory(histories, options);
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
