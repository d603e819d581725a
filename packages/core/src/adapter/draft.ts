import type { FileChange } from '../model/file-change.js';
import type { LocatedHistory, Migration } from '../model/migration.js';
import type { SourceTree } from './source-tree.js';

/** A migration that is to be written. */
export interface DraftRequest {
  readonly history: LocatedHistory;
  /** Every migration that the history will have beside the new one: what has landed, and the branch's own. */
  readonly migrations: readonly Migration[];
  /** In the order in which the framework reads them: none for the first of a history, several for a merge. */
  readonly parents: readonly Migration[];
  /** In the user's words; absent for a merge that nobody named. */
  readonly name?: string;
  /** Names of files, without their ending, that other branches add to the history. */
  readonly taken: readonly string[];
  /** Seconds since the epoch. */
  readonly now: number;
  /** Where dates are written: `Europe/Berlin`. */
  readonly timeZone: string;
  /** Twelve random hexadecimal digits. */
  readonly randomHex: string;
  /** The tree that the file is for; it says where revisions go and what they are called. */
  readonly tree: SourceTree;
  /** The texts of templates in that tree. */
  readonly template: (path: string) => string | undefined;
}

/** A new migration. */
export interface DraftedMigration {
  readonly path: string;
  readonly text: string;
  /** The migration's other files. */
  readonly others?: readonly FileChange[];
  readonly literal: string;
  /** Those of the taken names because of which it has not the next number. */
  readonly avoided: readonly string[];
  /** What is not as the framework itself would have written it. */
  readonly notes: readonly string[];
}

/** Why the framework has to write it itself. */
export interface DraftRefusal {
  readonly reason: string;
}
