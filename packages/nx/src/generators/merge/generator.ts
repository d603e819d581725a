import type { Tree } from '@nx/devkit';
import { mergeLeaves } from '@oneleaf/workflows/api';
import { draftOptions, writeDraft, type HistoryGeneratorOptions } from '../../drafts/draft.js';
import { openTreeSession } from '../../drafts/workspace-tree.js';

export interface MergeGeneratorOptions extends HistoryGeneratorOptions {
  readonly leaves?: readonly string[];
  readonly name?: string;
}

export default async function merge(tree: Tree, { leaves = [], name, ...options }: MergeGeneratorOptions): Promise<void> {
  const { session, within } = await openTreeSession(tree, process.env);
  const report = await mergeLeaves(session, { ...(await draftOptions(tree, options, within)), leaves, name });
  await session.save();
  writeDraft(tree, report, within);
}
