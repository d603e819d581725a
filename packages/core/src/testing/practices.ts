import type { Draft, Rule } from '../finding.js';
import { chapter } from './graph.js';
import { buildGraph } from '../graph.js';
import type { Practices } from '../practices.js';

const span = { start: 10, end: 20 };

/** One place of each aspect, on line 3. */
export function doing(...aspects: readonly (keyof Practices)[]): Practices {
  return Object.fromEntries(aspects.map(aspect => [aspect, [{ what: `what is ${aspect}`, line: 3, span }]]));
}

/** What a rule says of a history of two migrations, `a` and `b`, of which `b` does something; and where nobody has read that. */
export function told(rule: Rule, practices: Practices): readonly Draft[] {
  const graph = buildGraph([chapter('a < b')]);
  return [...rule.check({ graph, practices: ({ id }) => (id === 'b' ? practices : {}) }), ...rule.check({ graph })];
}

/** A finding about `b` with these places. */
export function findingOf(message: string, title: string, ...places: readonly string[]): Draft {
  const path = 'shop/migrations/b.py';
  return {
    history: 'shop',
    message,
    location: { path, span },
    related: places.map(place => ({ path, span, message: `line 3: ${place}` })),
    fix: { title },
  };
}
