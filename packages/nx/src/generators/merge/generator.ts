import type { Tree } from '@nx/devkit';
import { mergeLeaves } from 'oneleaf';
import { drawingOf, plant, type HistoryOptions } from '../../drafting.js';
import { openTree } from '../../workspace-tree.js';

export interface MergeOptions extends HistoryOptions {
  readonly leaves?: readonly string[];
  readonly name?: string;
}

export default async function merge(tree: Tree, { leaves = [], name, ...options }: MergeOptions): Promise<void> {
  const { session, within } = await openTree(tree, process.env);
  const report = await mergeLeaves(session, { ...(await drawingOf(tree, options, within)), leaves, name });
  await session.save();
  plant(tree, report, within);
}
