import type { Migration, Reference } from '../model/migration.js';

/** How a migration is called: by other files, and by its own. */
export interface MigrationName {
  readonly literal: string;
  readonly path: string;
  /** The new paths of all files, in the order of the migration's `files`; absent where it is one file. */
  readonly files?: readonly string[];
}

/** A migration whose place in its history is a new one. */
export interface RenameRequest {
  readonly migration: Migration;
  /** What its parents are called by then. */
  readonly parents: readonly string[];
  /** The names that the history's other migrations will have, as far as they are settled. */
  readonly others: readonly MigrationName[];
  /** Whether it cannot keep its name, because another migration has it. */
  readonly clash: boolean;
  /** Twelve random hexadecimal digits. */
  readonly randomHex: string;
}

/** A reference as it stands in a file, and what is to stand there: null where it goes. */
export interface RespelledReference {
  readonly reference: Reference;
  readonly literal: string | null;
}

/** What one migration's file is to say from now on. Whatever it says that is not told here stays. */
export interface Respelling {
  readonly migration: Migration;
  /** The file that is to be edited, where a migration has several; spans of references are positions in its `path`. */
  readonly file?: string;
  /** The label of its history, where histories have one. */
  readonly label: string;
  /** Its own name, where it gets another. */
  readonly literal?: string;
  readonly references: readonly RespelledReference[];
  /** Parents that no reference stands for yet. */
  readonly added: readonly string[];
}
