import type { MigrationFailure } from './result/verb-outcome.js';
import type { DriftDifference } from './verbs.js';

/** What a migration is to hold that nobody has written yet. */
export interface GenerationRequest {
  /** The words of `-m` or `--name`. */
  readonly name: string;
  /** What may be written although it costs something: pairs of a kind and a pattern of subjects, `['drop_column', 'users.*']`. */
  readonly allow: readonly (readonly [kind: string, pattern: string])[];
  /** Alembic: the id of the leaf that it stands on. */
  readonly head?: string | undefined;
  /** Alembic: its own id, unless env.py chooses another. */
  readonly id?: string | undefined;
  /** Django: the number of the next migration of an app, where it is not the one after its leaf's. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** A file that the framework would write. */
export interface GeneratedFile {
  /** Absolute, without links in it. */
  readonly path: string;
  readonly text: string;
  /** `shop.0003_note`, `c0ffee123456` */
  readonly migration: string;
  /** The label of the app; empty for Alembic. */
  readonly label: string;
  /** In the same history. */
  readonly parents: readonly string[];
}

/** An operation that is not written, and each `kind:subject` that would have to be allowed. */
export interface HeldOperation extends DriftDifference {
  readonly allow: readonly string[];
}

export interface GeneratedMigrations {
  readonly warnings: readonly string[];
  /** In the order of writing; none where nothing is missing, or nothing that may be written. */
  readonly files: readonly GeneratedFile[];
  /** Django: files without a text that make packages of new folders. Absolute. */
  readonly packages: readonly string[];
  /** What the files do. */
  readonly kept: readonly DriftDifference[];
  readonly held: readonly HeldOperation[];
  /** Why nothing is written: Django's other operations depend on one that is held back. */
  readonly tangle?: string | null;
  /** What was allowed, `kind:pattern`, and nothing asked for. */
  readonly idle: readonly string[];
  /** Labels of installed packages whose models differ from their migrations. */
  readonly installed: readonly string[];
  /** Names of post_write_hooks, which have not been run. */
  readonly hooks: readonly string[];
  /** env.py's own process_revision_directives left nothing of what there was to write. */
  readonly emptied: boolean;
  /** The migration that kept the database from its leaves, so that nothing was compared. */
  readonly failure?: MigrationFailure;
}
