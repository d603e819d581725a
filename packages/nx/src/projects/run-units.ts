import type { NamedRun } from '@oneleaf/core';
import type { HistoryFolder, WorkspaceProject } from './workspace-projects.js';

/** What a framework runs as one. */
export interface RunUnit {
  /** One of its histories, by which it is found. */
  readonly history: HistoryFolder;
  /** What it is called after, spelled as a history. */
  readonly name: HistoryFolder;
  /** The folder of its commands, as far as file names show it. It may be above the project. */
  readonly folder?: string;
}

/** The parts of a project that its frameworks run; empty if Oneleaf cannot run them. */
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

/** The folders with files that the code may import: the project's, and the folder of its commands. */
export function sourceFolders({ root }: WorkspaceProject, launched: readonly RunUnit[]): readonly string[] {
  const outside = launched.flatMap(({ folder }) => (folder === undefined || isIn(folder, root) ? [] : [folder]));
  return [...new Set([root, ...outside])];
}

function isIn(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}/`);
}
