import type { Rule } from '../finding.js';
import type { Problem } from '../model.js';

// A link or a missing blob is no defect of the migration: the framework may well read it where Oneleaf cannot.
const MILD: readonly Problem['kind'][] = ['missing-blob', 'link'];

export const unreadableMigration: Rule = {
  name: 'unreadable-migration',
  severity: 'error',
  summary: 'a file in a history cannot be read as a migration',
  *check({ graph }) {
    for (const { history, unreadable } of graph.chapters.values()) {
      for (const { path, problem } of unreadable) {
        yield {
          ...(MILD.includes(problem.kind) ? { severity: 'warning' } : {}),
          history: history.id,
          message: `${path} cannot be read: ${problem.reason}`,
          location: { path, ...(problem.span ? { span: problem.span } : {}) },
        };
      }
    }
  },
};
