import { plainDrafts } from './plain-drafts.js';
import type { FindingDraft, MigrationRule } from '../rules/rule.js';
import { drawHistory } from './graph.js';
import { buildGraph } from '../graph/graph.js';
import type { StyleFacts } from '../model/style-facts.js';

const span = { start: 10, end: 20 };

/** One location of each aspect, in line 3 and column 5. */
export function styleFactsOf(...aspects: readonly (keyof StyleFacts)[]): StyleFacts {
  return Object.fromEntries(aspects.map(aspect => [aspect, [{ what: `what is ${aspect}`, line: 3, column: 5, span }]]));
}

/** The findings of a rule about a history of `a` and `b`, where `b` has these style facts. */
export function draftsOf(rule: MigrationRule, practices: StyleFacts): readonly FindingDraft[] {
  const graph = buildGraph([drawHistory('a < b')]);
  return plainDrafts([...rule.check({ graph, practices: ({ id }) => (id === 'b' ? practices : {}) }), ...rule.check({ graph })]);
}

export function draftWith(message: string, title: string, ...places: readonly string[]): FindingDraft {
  const path = 'shop/migrations/b.py';
  return {
    history: 'shop',
    message,
    location: { path, span, line: 3, column: 5 },
    related: places.map(place => ({ path, span, line: 3, column: 5, message: `line 3: ${place}`, note: place })),
    fix: { title },
  };
}
