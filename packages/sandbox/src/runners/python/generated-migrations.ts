import type { MigrationFailure } from './result/verb-outcome.js';
import type { DriftDifference } from './result/verb-results.js';

/** A request for migrations that level the differences between models and migrations. */
export interface GenerationRequest {
  /** The words of `-m` or `--name`. */
  readonly name: string;
  /** Operations that are written although they lose something: pairs of a kind and a pattern of subjects, `['drop_column', 'users.*']`. */
  readonly allow: readonly (readonly [kind: string, pattern: string])[];
  /** The id of the leaf that becomes its parent, if the framework needs one. */
  readonly head?: string | undefined;
  /** Its own id, if the framework needs one. */
  readonly id?: string | undefined;
  /** The number of the next migration by history label, if it does not follow its leaf. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** A file that the framework would write. */
export interface GeneratedFile {
  /** Absolute, without links in it. */
  readonly path: string;
  readonly text: string;
  /** `shop.0003_note`, `c0ffee123456` */
  readonly migration: string;
  /** The label of the history; empty where the project has one history. */
  readonly label: string;
  /** In the same history. */
  readonly parents: readonly string[];
}

/** An operation that is left out, with each `kind:subject` that would allow it. */
export interface HeldOperation extends DriftDifference {
  readonly allow: readonly string[];
}

export interface GeneratedMigrations {
  readonly warnings: readonly string[];
  /** In the order of writing; empty where nothing is missing or all of it is held back. */
  readonly files: readonly GeneratedFile[];
  /** Empty files that make packages of new folders. Absolute. */
  readonly packages: readonly string[];
  /** What the files do. */
  readonly kept: readonly DriftDifference[];
  readonly held: readonly HeldOperation[];
  /** Why nothing is written: other operations depend on one that is held back. */
  readonly tangle?: string | null;
  /** Allowed pairs, `kind:pattern`, that no operation needed. */
  readonly idle: readonly string[];
  /** Labels of installed packages whose models differ from their migrations. */
  readonly installed: readonly string[];
  /** Names of post_write_hooks, which have not been run. */
  readonly hooks: readonly string[];
  /** env.py's own process_revision_directives removed every operation. */
  readonly emptied: boolean;
  /** The migration that kept the database from its leaves, so that nothing was compared. */
  readonly failure?: MigrationFailure;
}
