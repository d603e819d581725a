import type { Rule } from '../finding.js';

export const missingParent: Rule = {
  name: 'missing-parent',
  severity: 'error',
  summary: 'a migration refers to one that does not exist',
  *check({ graph }) {
    for (const { from, reference } of graph.dangling) {
      const span = reference.spans[0];
      yield {
        history: from.history,
        message: `${from.literal} refers to ${reference.id}, which no file carries`,
        location: { path: from.path, ...(span ? { span } : {}) },
        fix: { title: `bring ${reference.id} back, or refer to a migration that exists` },
      };
    }
  },
};
