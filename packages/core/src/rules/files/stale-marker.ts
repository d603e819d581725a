import type { MigrationRule } from '../rule.js';

export const staleMarker: MigrationRule = {
  name: 'stale-marker',
  severity: 'error',
  summary: 'a file that names the leaf names another migration',
  *check({ graph, markers = [] }) {
    for (const { path, stale } of markers) {
      for (const { history, message } of stale.filter(remark => graph.contents.has(remark.history))) {
        yield { history, message, location: { path }, fix: { title: 'write the leaf', command: 'npx oneleaf sync' } };
      }
    }
  },
};
