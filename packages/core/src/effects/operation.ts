import type { Span } from '../model/migration.js';
import type { DataChanges } from './data-changes.js';
import type { SchemaEffect } from './schema-effect.js';

export interface Operation {
  readonly kind: string;
  readonly span: Span;
  /** Every certain effect; of an opaque operation every possible one. */
  readonly touches: readonly SchemaEffect[];
  /** The columns or fields of an added table or model. They are no effects, because no other migration can affect them earlier. */
  readonly columns?: readonly SchemaEffect[];
  readonly data?: DataChanges;
  readonly opaque?: string;
}
