import type { NamedRun } from '@oneleaf/core';
import type { HistoryFolder, WorkspaceProject } from './workspace-projects.js';

/** What a framework runs as one. */
export interface RunUnit {
  /** One of its histories, by which it is found. */
  readonly history: HistoryFolder;
  /** What it is called after, spelled as a history. */
  readonly name: HistoryFolder;
  /** Where its commands run, as far as names tell; it may lie around the project. */
  readonly folder?: string;
}

/** What the frameworks of a project run; nothing where Oneleaf can run none of them. */
export function runUnitsOf({ histories }: WorkspaceProject, files: readonly string[]): readonly RunUnit[] {
  const present = new Set(files);
  const launched = histories.filter(isRunnable).map((history): RunUnit => {
    const { name, ...rest }: NamedRun = history.framework.names.runOf(history.folder, present);
    return { history, name: { ...history, folder: name }, ...rest };
  });
  return [...new Map(launched.map(one => [one.name.folder, one])).values()];
}

export function isRunnable({ framework }: HistoryFolder): boolean {
  return framework.run !== undefined;
}

/** The folders whose files its code may import: the project's, and where its commands run outside of it. */
export function sourceFolders({ root }: WorkspaceProject, launched: readonly RunUnit[]): readonly string[] {
  const outside = launched.flatMap(({ folder }) => (folder === undefined || isIn(folder, root) ? [] : [folder]));
  return [...new Set([root, ...outside])];
}

function isIn(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}/`);
}
