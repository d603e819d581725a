import { commandFix } from '../../model/command-fix.js';
import type { MigrationRule } from '../rule.js';

export const staleDescription: MigrationRule = {
  name: 'stale-description',
  severity: 'error',
  summary: 'a file that describes a history tells something else than its migrations',
  *check({ graph, descriptions = [] }) {
    for (const { path, stale } of descriptions) {
      for (const { history, message, parts } of stale.filter(remark => graph.contents.has(remark.history))) {
        yield {
          history,
          message: parts ?? message,
          location: { path },
          fix: commandFix('write what the migrations do', ['npx', 'oneleaf', 'sync']),
        };
      }
    }
  },
};
