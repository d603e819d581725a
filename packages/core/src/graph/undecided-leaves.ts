import type { HistoryContents } from './node.js';
import type { Migration, Unreadable } from '../model/migration.js';

export interface UndecidedLeaves {
  readonly computed: readonly Migration[];
  readonly unreadable: readonly Unreadable[];
}

export function undecidedLeaves({ migrations, unreadable }: HistoryContents): UndecidedLeaves {
  return {
    computed: migrations.filter(({ undecided }) => undecided.some(({ hides }) => hides === 'leaves')),
    unreadable: unreadable.filter(mayHideMigration),
  };
}

/** Whether the framework may find a migration in a file that cannot be read here; what it refuses itself is none. */
export function mayHideMigration({ problem }: Unreadable): boolean {
  return problem.kind !== 'not-a-migration';
}
