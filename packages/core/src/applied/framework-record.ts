import type { History } from '../adapter/framework.js';
import type { RecordTable } from '../adapter/record.js';
import type { SchemaEffect } from '../effects/schema-effect.js';
import type { HistoryContents } from '../graph/node.js';
import type { HistoryStatus } from '../reports/status-report.js';
import type { AppliedRow } from './applied-migrations.js';
import type { DatabaseState } from './database-state.js';
import type { EngineTraits, RecordPlan, ScopeMoves } from './record-plan.js';
import type { ExpectedTable } from './table-evidence.js';
import type { UndoCommand, UndoRequest } from './undo-command.js';

/** How a framework remembers in a database which migrations it has applied. */
export interface FrameworkRecord {
  readonly table: RecordTable;
  /** Whether only leaves have a row: what lies below a row is applied then. */
  readonly leavesOnly: boolean;
  /** What a row spells: the name of a file without its extension, or an id that the file holds. */
  readonly rowSpells: 'file' | 'id';
  /** The project whose databases a history is applied to; undefined where it may be any. */
  project(history: History): string | undefined;
  /** The tables and columns that each of some changes leaves behind; absent where a change names them itself. */
  expectedTables?(touches: readonly SchemaEffect[]): (touch: SchemaEffect) => readonly ExpectedTable[];
  /** The report on the histories of one scope. */
  status(scope: readonly HistoryContents[], state: DatabaseState): readonly HistoryStatus[];
  /** The way from a database that has applied migrations to one that knows them by new names and parents; undefined where it has applied none of them. */
  plan(moves: ScopeMoves, rows: readonly AppliedRow[], engine: EngineTraits): RecordPlan | undefined;
  /** The command that takes applied migrations back. */
  undo(request: UndoRequest): UndoCommand;
}

// Declared here because a record speaks of histories, and a history of its framework: the two files would import each other.
declare module '../adapter/framework.js' {
  interface Framework {
    /** Absent where Oneleaf does not know how the framework remembers what it has applied. */
    readonly record?: FrameworkRecord;
  }
}
