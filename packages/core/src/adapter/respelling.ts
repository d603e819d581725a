import type { Migration, Reference } from '../model/migration.js';

export interface MigrationName {
  readonly literal: string;
  readonly path: string;
  readonly files?: readonly string[];
}

export interface RenameRequest {
  readonly migration: Migration;
  readonly parents: readonly string[];
  readonly others: readonly MigrationName[];
  readonly clash: boolean;
  readonly randomHex: string;
}

export interface RespelledReference {
  readonly reference: Reference;
  readonly literal: string | null;
}

/** The new names in one migration; all else in its files stays. */
export interface Respelling {
  readonly migration: Migration;
  /** The file to edit, where a migration has several; spans of references are positions in its `path`. */
  readonly file?: string;
  readonly label: string;
  readonly literal?: string;
  readonly references: readonly RespelledReference[];
  /** Parents without a reference in the file. */
  readonly added: readonly string[];
}
