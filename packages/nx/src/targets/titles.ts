import { baseName, folderOf } from '@oneleaf/core';
import type { HistoryFolder } from '../projects/workspace-projects.js';

export function technologiesOf(histories: readonly HistoryFolder[]): string[] {
  return [...new Set(histories.map(({ framework }) => framework.name))].sort();
}

/** The folder of the app or script directory, with as many folders above it as make it unique. */
export function historyTitle(history: HistoryFolder, all: readonly HistoryFolder[]): string {
  const home = (one: HistoryFolder): string => folderOf(one.folder) || one.folder;
  const isOnly = all.filter(one => baseName(home(one)) === baseName(home(history))).length === 1;
  return isOnly ? baseName(home(history)) : history.folder;
}
