import type { Tree } from '@nx/devkit';
import { newMigration } from '@oneleaf/workflows/api';
import { draftOptions, writeDraft, type HistoryGeneratorOptions } from '../../drafts/draft.js';
import { openTreeSession } from '../../drafts/workspace-tree.js';

export interface MigrationGeneratorOptions extends HistoryGeneratorOptions {
  readonly name: string;
  readonly onto?: string;
}

export default async function migration(tree: Tree, { name, onto, ...options }: MigrationGeneratorOptions): Promise<void> {
  const { session, within } = await openTreeSession(tree, process.env);
  const report = await newMigration(session, { ...(await draftOptions(tree, options, within)), name, onto });
  await session.save();
  writeDraft(tree, report, within);
}
