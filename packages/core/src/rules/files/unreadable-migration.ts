import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import type { ReadingFailure } from '../../model/migration.js';

// A link or a missing blob is no defect of the migration: the framework may well read it where Oneleaf cannot.
const MILD_KINDS: readonly ReadingFailure['kind'][] = ['missing-blob', 'link'];

export const unreadableMigration: MigrationRule = {
  name: 'unreadable-migration',
  severity: 'error',
  summary: 'a file in a history cannot be read as a migration',
  breaking: true,
  *check({ graph }) {
    for (const { history, unreadable } of graph.contents.values()) {
      for (const { path, problem } of unreadable) {
        yield {
          ...(MILD_KINDS.includes(problem.kind) ? { severity: 'warning' } : {}),
          history: history.id,
          message: sentence`${{ path }} cannot be read: ${problem.reason}`,
          location: { path, ...(problem.span ? { span: problem.span } : {}) },
        };
      }
    }
  },
};
