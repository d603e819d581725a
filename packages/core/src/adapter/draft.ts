import type { FileChange } from '../model/file-change.js';
import type { LocatedHistory, Migration } from '../model/migration.js';
import type { SourceTree } from './source-tree.js';

export interface DraftRequest {
  readonly history: LocatedHistory;
  /** All others of the history, landed or not. */
  readonly migrations: readonly Migration[];
  /** None for the first migration, several for a merge. */
  readonly parents: readonly Migration[];
  readonly name?: string;
  /** Names without extension that other branches add to the history. */
  readonly taken: readonly string[];
  readonly now: number;
  /** Where dates are written: `Europe/Berlin`. */
  readonly timeZone: string;
  readonly randomHex: string;
  readonly tree: SourceTree;
  readonly template: (path: string) => string | undefined;
}

export interface DraftedMigration {
  readonly path: string;
  readonly text: string;
  readonly others?: readonly FileChange[];
  readonly literal: string;
  /** The taken names that kept it from the next number. */
  readonly avoided: readonly string[];
  readonly notes: readonly string[];
}

export interface DraftRefusal {
  readonly reason: string;
}
