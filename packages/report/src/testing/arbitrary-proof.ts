import type { DriftReport, Trial, VerifyReport } from '@oneleaf/core';
import fc from 'fast-check';
import { finding, fix, partly, text, texts } from './arbitrary.js';

const proved = {
  project: text,
  framework: fc.constantFrom('django' as const, 'alembic' as const, 'flask-migrate' as const),
  histories: texts,
  database: text,
  python: text,
  notes: fc.array(fix, { maxLength: 3 }),
  findings: fc.array(finding, { maxLength: 5 }),
};

const trial: fc.Arbitrary<Trial> = fc.record({
  name: fc.constantFrom<Trial['name']>('fresh-install', 'round-trip', 'stairway'),
  outcome: fc.constantFrom<Trial['outcome']>('passed', 'failed', 'stopped'),
  migrations: fc.nat(),
});

const difference = partly(
  fc.record({
    kind: text,
    subject: text,
    text,
    risk: fc.constantFrom('data' as const, 'constraint' as const, 'index' as const, 'rows' as const, 'none' as const),
  }),
  fc.record({ unimported: text }, { requiredKeys: [] }),
);

const unproved = fc.array(fc.record({ project: text, reason: text, hint: text }), { maxLength: 2 });
const schema = fc.constant(1 as const);

const anyVerify: fc.Arbitrary<VerifyReport> = fc.record({
  schema,
  command: fc.constant('verify' as const),
  projects: fc.array(fc.record({ ...proved, trials: fc.array(trial, { maxLength: 3 }) }), { maxLength: 3 }),
  unproved,
});

const anyDrift: fc.Arbitrary<DriftReport> = fc.record({
  schema,
  command: fc.constant('drift' as const),
  projects: fc.array(fc.record({ ...proved, differences: fc.array(difference, { maxLength: 3 }) }), { maxLength: 3 }),
  unproved,
});

export const anyProof = fc.oneof(anyVerify, anyDrift);
