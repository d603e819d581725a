import { foldersAround, folderOf, joinPath } from '@oneleaf/core';
import { isIni, type HistoryFolder, type WorkspaceProject } from './workspace-projects.js';

/** What a framework runs as one: all apps that a manage.py leads to, or a script directory. */
export interface RunUnit {
  /** One of its histories, by which it is found. */
  readonly history: HistoryFolder;
  /** What it is called after, spelled as a history. */
  readonly name: HistoryFolder;
  /** Where its commands run, as far as names tell; it may lie around the project. */
  readonly folder?: string;
}

export function runUnitsOf({ histories }: WorkspaceProject, files: readonly string[]): readonly RunUnit[] {
  const present = new Set(files);
  const inis = new Set(files.filter(isIni).map(folderOf));
  const launched = histories.map((history): RunUnit => {
    const isDjango = history.framework === 'django';
    const folder = foldersAround(history.folder).find(at => (isDjango ? present.has(joinPath(at, 'manage.py')) : inis.has(at)));
    const name = isDjango && folder !== undefined ? { ...history, folder: joinPath(folder, 'manage.py') } : history;
    return { history, name, ...(folder === undefined ? {} : { folder }) };
  });
  return [...new Map(launched.map(one => [one.name.folder, one])).values()];
}

/** The folders whose files its code may import: the project's, and where its commands run outside of it. */
export function sourceFolders({ root }: WorkspaceProject, launched: readonly RunUnit[]): readonly string[] {
  const outside = launched.flatMap(({ folder }) => (folder === undefined || isIn(folder, root) ? [] : [folder]));
  return [...new Set([root, ...outside])];
}

function isIn(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}/`);
}
