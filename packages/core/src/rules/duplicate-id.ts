import type { Rule } from '../finding.js';

export const duplicateId: Rule = {
  name: 'duplicate-id',
  severity: 'error',
  summary: 'two files carry the same migration id',
  *check({ graph }) {
    for (const twin of graph.shadowed) {
      const kept = graph.nodes.get(twin.id)?.migration;
      yield {
        history: twin.history,
        message: `${twin.history} has two migrations with the id ${twin.literal}; the framework keeps one and forgets the other`,
        location: { path: twin.path },
        related: kept ? [{ path: kept.path, message: 'the one that is kept' }] : [],
        fix: { title: `give ${twin.path} an id of its own` },
      };
    }
  },
};
