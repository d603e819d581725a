import type { Graph } from '../graph/node.js';
import type { Migration } from '../model/migration.js';
import type { RecordChanges } from './applied-migrations.js';

/** A migration that gets another name, other parents, or both. Names are spelled as the framework spells them. */
export interface MigrationMove {
  readonly history: string;
  readonly from: string;
  readonly to: string;
}

export interface EngineTraits {
  readonly name: string;
  readonly title: string;
  /** Whether frameworks change a table by creating a new one with the columns that they know. */
  readonly rebuildsTables: boolean;
}

export interface DatabaseKind {
  readonly engine: EngineTraits;
}

/** What has to be done in a database that has applied moved migrations. Commands run in this order, from the repository's top. */
export interface RecordPlan {
  readonly applied: readonly MigrationMove[];
  /** Commands for the time before the files change: they undo the migrations and lose their data. Empty if that would undo more. */
  readonly before: readonly string[];
  /** Commands for the time after the files have changed: they keep the data and run nothing twice. */
  readonly after: readonly string[];
  /** Row changes that replace a part of `after`, and in `rest` the commands that remain. */
  readonly changes: RecordChanges;
  readonly rest: readonly string[];
  readonly refusal?: string;
}

export interface ScopeMoves {
  readonly before: Graph;
  readonly after: Graph;
  readonly moved: readonly { readonly move: MigrationMove; readonly from: Migration; readonly to: Migration }[];
}

export const EMPTY_PLAN: RecordPlan = { applied: [], before: [], after: [], changes: { rows: [], tables: [] }, rest: [] };
