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

export interface FrameworkRecord {
  readonly table: RecordTable;
  /** Whether only leaves have a row. Their ancestors are applied too. */
  readonly leavesOnly: boolean;
  /** Whether a row holds a file's name without its extension, or an id from inside the file. */
  readonly rowSpells: 'file' | 'id';
  /** The project whose databases have the history; undefined if any project may use it. */
  project(history: History): string | undefined;
  /** Absent if the effects name tables themselves. */
  expectedTables?(touches: readonly SchemaEffect[]): (touch: SchemaEffect) => readonly ExpectedTable[];
  status(scope: readonly HistoryContents[], state: DatabaseState): readonly HistoryStatus[];
  /** Undefined if no moved migration is applied. */
  plan(moves: ScopeMoves, rows: readonly AppliedRow[], engine: EngineTraits): RecordPlan | undefined;
  undo(request: UndoRequest): UndoCommand;
}

// A record refers to histories, and a history to its framework. Declared in framework.ts, the two files would import each other.
declare module '../adapter/framework.js' {
  interface Framework {
    readonly record?: FrameworkRecord;
  }
}
