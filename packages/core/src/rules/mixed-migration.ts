import type { Rule } from '../finding.js';
import { draftOf } from '../practices.js';

export const mixedMigration: Rule = {
  name: 'mixed-migration',
  severity: 'off',
  summary: 'one migration changes the schema and rows',
  reads: 'practices',
  acceptable: true,
  *check({ graph, practices }) {
    for (const { migrations } of practices ? graph.chapters.values() : []) {
      for (const migration of migrations) {
        const { schema = [], rows = [] } = practices?.(migration) ?? {};
        if (schema.length === 0 || rows.length === 0) continue;
        yield draftOf(migration, {
          places: [...rows, ...schema],
          message: `${migration.literal} changes the schema and rows: where it stops in the middle, neither is as the other expects`,
          fix: { title: 'put the rows into a migration of their own, behind the one that makes room for them' },
        });
      }
    }
  },
};
