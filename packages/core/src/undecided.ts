import type { Chapter } from './node.js';
import type { Migration, Unreadable } from './model.js';

/** What makes the leaves of a history uncertain. */
export interface LeavesUndecided {
  /** Migrations that stand on what only running them would tell. */
  readonly computed: readonly Migration[];
  /** Files that may be migrations and cannot be read. */
  readonly closed: readonly Unreadable[];
}

export function leavesUndecided({ migrations, unreadable }: Chapter): LeavesUndecided {
  return {
    computed: migrations.filter(({ undecided }) => undecided.some(({ hides }) => hides === 'leaves')),
    closed: unreadable.filter(mayBeMigration),
  };
}

/** Whether the framework may find a migration in a file that cannot be read here; what it refuses itself is none. */
export function mayBeMigration({ problem }: Unreadable): boolean {
  return problem.kind !== 'not-a-migration';
}
