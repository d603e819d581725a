import type { Rule } from '../finding.js';

export const staleMarker: Rule = {
  name: 'stale-marker',
  severity: 'error',
  summary: 'a file that names the leaf names another migration',
  *check({ graph, markers = [] }) {
    for (const { path, stale } of markers) {
      for (const { history, message } of stale.filter(remark => graph.chapters.has(remark.history))) {
        yield { history, message, location: { path }, fix: { title: 'write the leaf', command: 'npx oneleaf sync' } };
      }
    }
  },
};
