import type { Graph, MigrationId } from '@oneleaf/core';

/** One Django project as its database sees it. */
export interface RecordedProject {
  /** With squashes that are applied in part taken away. */
  readonly graph: Graph;
  /** `shop.0002_tax` of every row. */
  readonly rows: ReadonlySet<string>;
  /** The migrations that Django takes for applied. */
  readonly recorded: ReadonlySet<MigrationId>;
}
