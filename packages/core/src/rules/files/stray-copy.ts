import { commandFix } from '../../model/command-fix.js';
import { sentence } from '../../model/message.js';
import { originalPath } from '../file-copy.js';
import type { MigrationRule } from '../rule.js';

export const strayCopy: MigrationRule = {
  name: 'stray-copy',
  severity: 'error',
  summary: 'a copied file that the framework loads as a migration',
  breaking: true,
  *check({ graph }) {
    for (const { history, migrations } of graph.contents.values()) {
      const byPath = new Map(migrations.map(migration => [migration.path, migration]));
      for (const { path } of migrations) {
        const original = byPath.get(originalPath(path) ?? '');
        if (!original) continue;
        yield {
          history: history.id,
          message: sentence`${{ path }} looks like a copy of ${{ path: original.path }}, and the framework loads it`,
          location: { path },
          related: [{ path: original.path, message: 'the original' }],
          fix: { ...commandFix('delete the copy', ['git', 'rm', '-f', '--', path]), changes: [{ path, text: null }] },
        };
      }
    }
  },
};
