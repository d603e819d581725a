import { wording } from '@oneleaf/frameworks';
import { createProjectGraphAsync, getProjects, logger, type Tree } from '@nx/devkit';
import { randomBytes } from 'node:crypto';
import { renderText, visible, type DraftSettings, type DraftReport, type FileChange } from '@oneleaf/workflows/api';
import { joinPath } from '@oneleaf/core';
import type { WorkspacePaths } from './workspace-tree.js';

/** What names a history in a workspace. */
export interface HistoryGeneratorOptions {
  readonly project?: string;
  readonly history?: string;
  readonly base?: string;
}

/** The request as commands take it: a history by its name, or the one in the project's folder. Files are written through the tree only. */
export async function draftOptions(
  tree: Tree,
  { project, history, base }: HistoryGeneratorOptions,
  { prefix }: WorkspacePaths,
): Promise<DraftSettings & { readonly requested?: string; readonly folder: string }> {
  const root = project === undefined ? '' : await projectRoot(tree, project);
  const folder = joinPath(prefix.replace(/\/$/, ''), root).replace(/\/$/, '');
  const requested = history ?? (project === undefined || folder === '' ? undefined : folder);
  return {
    folder,
    dryRun: true,
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    chance: () => randomBytes(6).toString('hex'),
    ...(requested === undefined ? {} : { requested }),
    ...(base === undefined ? {} : { base }),
  };
}

/** A project that only a plugin infers is in no tree (nrwl/nx: getProjects reads project.json and package.json). */
async function projectRoot(tree: Tree, project: string): Promise<string> {
  const root = getProjects(tree).get(project)?.root ?? (await createProjectGraphAsync()).nodes[project]?.data.root;
  if (root === undefined) throw new Error(`there is no project ${project}`);
  return root === '.' ? '' : root;
}

/** Writes the drafts into the tree and prints the notes. A refusal is an error. */
export function writeDraft(tree: Tree, report: DraftReport, within: WorkspacePaths): void {
  if (report.drafts.some(({ refusal }) => refusal !== undefined))
    throw new Error(renderText(report, { color: false, now: Date.now(), wording }).trim());
  writeChanges(tree, report.changes, within);
  if (report.drafts.length === 0) logger.info('no history has leaves to join');
  for (const { title, command } of report.drafts.flatMap(({ notes }) => notes)) {
    // A command that cannot be shown as it is would do something else when copied.
    const run = command === undefined || visible(command) !== command ? '' : `\nrun: ${command}`;
    logger.info(`note  ${visible(title)}${run}`);
  }
}

/** Files of the repository, which the workspace has to have in it. */
export function writeChanges(tree: Tree, changes: readonly FileChange[], within: WorkspacePaths): void {
  const outside = changes.find(({ path }) => !within.contains(path));
  if (outside) throw new Error(`${outside.path} is not in this workspace`);
  for (const { path, text } of changes) if (text !== null) tree.write(within.fromRepository(path), text);
}
