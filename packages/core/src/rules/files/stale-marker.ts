import { commandFix } from '../../model/command-fix.js';
import { markerChanges } from '../../markers/check-markers.js';
import type { MigrationRule } from '../rule.js';

export const staleMarker: MigrationRule = {
  name: 'stale-marker',
  severity: 'error',
  summary: 'a file that names the leaf names another migration',
  *check({ graph, markers = [] }) {
    for (const marker of markers) {
      const changes = markerChanges([marker]);
      for (const { history, message, parts } of marker.stale.filter(remark => graph.contents.has(remark.history))) {
        yield {
          history,
          message: parts ?? message,
          location: { path: marker.path },
          fix: { ...commandFix('write the leaf', ['npx', 'oneleaf', 'sync']), changes },
        };
      }
    }
  },
};
