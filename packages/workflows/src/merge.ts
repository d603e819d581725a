import { countLeaves, graphsOf, chooseMergeParents, type DraftReport, type History } from '@oneleaf/core';
import { chooseHistory, type HistoryChoice } from './repository-view/history-choice.js';
import { draftMigration, writeDrafts, refusedDraft, successionOf, type HistoryDraft } from './drafting/migration-draft.js';
import type { DraftSettings } from './drafting/migration-request.js';
import { landWorkingTree, type LandedTree } from './landing/landed-tree.js';
import type { RepositorySession } from './session/session.js';

export interface MergeOptions extends HistoryChoice, DraftSettings {
  /** The leaves to join, if not all, or if the branch's own chain should be joined instead of rebased. */
  readonly leaves: readonly string[];
  readonly name?: string | undefined;
}

/** Migrations that join the leaves of the working tree, in one history or in all. */
export async function mergeLeaves(session: RepositorySession, options: MergeOptions): Promise<DraftReport> {
  const tree = await landWorkingTree(session, options.base);
  const drafts: HistoryDraft[] = [];
  for (const history of historiesOf(tree, options)) drafts.push(await draftMerge(session, tree, history, options));
  return writeDrafts(session, tree, { command: 'merge', drafts, dryRun: options.dryRun });
}

/** The history that was named, or all with leaves to join: here, or once the base is here. */
function historiesOf(tree: LandedTree, options: MergeOptions): readonly History[] {
  const chosen = options.requested === undefined ? undefined : chooseHistory(tree.histories, options);
  return [...tree.histories.values()]
    .map(({ history }) => history)
    .filter(history => (chosen === undefined || history.id === chosen.id) && (options.leaves.length > 0 || isForked(tree, history)));
}

function isForked(tree: LandedTree, history: History): boolean {
  const graphs = [...graphsOf({ contents: tree.histories }), ...graphsOf(tree.here)].filter(({ contents }) => contents.has(history.id));
  return graphs.map(graph => countLeaves(graph, history.id)).some(({ leaves, expected }) => leaves.length > expected);
}

async function draftMerge(session: RepositorySession, tree: LandedTree, history: History, options: MergeOptions): Promise<HistoryDraft> {
  const succession = successionOf(tree, history);
  const here = graphsOf(tree.here).find(graph => graph.contents.has(history.id)) ?? succession.graph;
  const found = chooseMergeParents(succession, here, options.leaves);
  if ('refusal' in found) return refusedDraft(history, found.refusal);
  const { name } = options;
  return draftMigration(session, tree, { history, parents: found.parents, ...(name === undefined ? {} : { name }) }, options);
}
