import type { PairProofs, ProveReport, ProveVerdict } from '@oneleaf/core';
import fc from 'fast-check';

const text = fc.string({ unit: 'binary', maxLength: 30 });
const texts = fc.array(text, { maxLength: 3 });

const verdict = fc.constantFrom<ProveVerdict>(
  ...(['commutes', 'commutes-except-column-order', 'order-matters', 'one-order-fails', 'both-fail', 'inconclusive'] as const),
);

const difference = fc.record({ kind: text, name: text, one: text, other: text }, { requiredKeys: ['kind', 'name'] });
const error = fc.record({ type: text, message: text, at: text }, { requiredKeys: ['type', 'message'] });
const failure = fc.record(
  { first: text, migration: text, of: text, error, reason: text, hint: text },
  { requiredKeys: ['first', 'migration', 'of', 'error'] },
);

const pair = fc.record(
  {
    ...{ one: text, other: text, project: text, framework: text, database: text, verdict, landFirst: text, reason: text, hint: text },
    differences: fc.array(difference, { maxLength: 25 }),
    rows: fc.array(fc.record({ table: text, one: fc.nat(), other: fc.nat() }), { maxLength: 3 }),
    failures: fc.array(failure, { maxLength: 2 }),
    ...{ volatile: texts, warnings: texts },
  },
  { requiredKeys: ['one', 'other', 'project', 'framework', 'verdict', 'differences', 'rows', 'failures', 'volatile', 'warnings'] },
);

const proofs = {
  seeded: fc.boolean(),
  pairs: fc.array(pair, { maxLength: 3 }),
  notes: fc.array(fc.record({ title: text, command: text }, { requiredKeys: ['title'] }), { maxLength: 2 }),
};

export const anyProve: fc.Arbitrary<ProveReport> = fc.record({
  schema: fc.constant(1 as const),
  command: fc.constant('prove' as const),
  base: fc.record({ ref: text, commit: text }),
  ...proofs,
});

export const anyProofs: fc.Arbitrary<PairProofs> = fc.record(proofs);
