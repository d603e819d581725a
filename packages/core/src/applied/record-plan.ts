import type { Graph } from '../graph/node.js';
import type { Migration } from '../model/migration.js';
import type { RecordChanges } from './applied-migrations.js';

/** A migration that gets another name, other parents, or both. Names as the framework spells them: `0002_sku`, `ae1027a6acf`. */
export interface MigrationMove {
  readonly history: string;
  readonly from: string;
  readonly to: string;
}

/** What a plan has to know of a kind of database. */
export interface EngineTraits {
  /** As frameworks call it, in lower case. */
  readonly name: string;
  /** As messages call it. */
  readonly title: string;
  /** Whether frameworks change a table by making it again with the columns that they know. */
  readonly rebuildsTables: boolean;
}

/** What is known of the database besides its rows. */
export interface DatabaseKind {
  readonly engine: EngineTraits;
}

/** What moved migrations ask of a database that has applied some of them. Commands are run from the repository's top, in their order. */
export interface RecordPlan {
  /** The moved migrations that are applied. */
  readonly applied: readonly MigrationMove[];
  /** Before anything is relinked: undoes them, with their data. Empty where that would undo more, or the framework would refuse. */
  readonly before: readonly string[];
  /** Afterwards: the data stay, and nothing runs twice. */
  readonly after: readonly string[];
  /** What can be written at once instead, and the commands that are left then. */
  readonly changes: RecordChanges;
  readonly rest: readonly string[];
  /** Why there is no way that keeps the data; `after`, `changes` and `rest` are empty then. */
  readonly refusal?: string;
}

/** The moves within one scope, with what they move. */
export interface ScopeMoves {
  readonly before: Graph;
  readonly after: Graph;
  readonly moved: readonly { readonly move: MigrationMove; readonly from: Migration; readonly to: Migration }[];
}

export const EMPTY_PLAN: RecordPlan = { applied: [], before: [], after: [], changes: { rows: [], tables: [] }, rest: [] };
