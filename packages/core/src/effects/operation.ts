import type { Span } from '../model/migration.js';
import type { DataChanges } from './data-changes.js';
import type { SchemaEffect } from './schema-effect.js';

/** One step of a migration, as its framework writes it. */
export interface Operation {
  /** As the framework calls it: `AddField`, `add_column`. */
  readonly kind: string;
  readonly span: Span;
  /** Everything that it certainly touches; where it is opaque, what it may. */
  readonly touches: readonly SchemaEffect[];
  /** The columns or fields with which a table or model that it adds begins, each as an addition; no touches, as nobody else can touch them before. */
  readonly columns?: readonly SchemaEffect[];
  readonly data?: DataChanges;
  /** What keeps the file from saying what it touches: `runs Python`. */
  readonly opaque?: string;
}
