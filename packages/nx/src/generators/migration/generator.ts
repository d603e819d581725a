import type { Tree } from '@nx/devkit';
import { newMigration } from 'oneleaf';
import { drawingOf, plant, type HistoryOptions } from '../../drafting.js';
import { openTree } from '../../workspace-tree.js';

export interface MigrationOptions extends HistoryOptions {
  readonly name: string;
  readonly onto?: string;
}

export default async function migration(tree: Tree, { name, onto, ...options }: MigrationOptions): Promise<void> {
  const { session, within } = await openTree(tree, process.env);
  const report = await newMigration(session, { ...(await drawingOf(tree, options, within)), name, onto });
  await session.save();
  plant(tree, report, within);
}
