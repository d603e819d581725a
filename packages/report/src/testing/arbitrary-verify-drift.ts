import type { DriftReport, GenerateReport, HeldBackOperation, ModelDifference, DatabaseTrial, VerifyReport } from '@oneleaf/core';
import fc from 'fast-check';
import { draftFields, finding, fix, withOptionalKeys, refusal, text, texts } from './arbitrary.js';

const databaseFields = { database: text, python: text };

const projectFields = {
  project: text,
  framework: fc.constantFrom('django' as const, 'alembic' as const, 'flask-migrate' as const),
  histories: texts,
  notes: fc.array(fix, { maxLength: 3 }),
  findings: fc.array(finding, { maxLength: 5 }),
};

const projectRunFields = { ...projectFields, ...databaseFields };

const trial: fc.Arbitrary<DatabaseTrial> = fc.record({
  name: fc.constantFrom<DatabaseTrial['name']>('fresh-install', 'round-trip', 'stairway'),
  outcome: fc.constantFrom<DatabaseTrial['outcome']>('passed', 'failed', 'stopped'),
  migrations: fc.nat(),
});

const difference: fc.Arbitrary<ModelDifference> = withOptionalKeys(
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
  projects: fc.array(fc.record({ ...projectRunFields, trials: fc.array(trial, { maxLength: 3 }) }), { maxLength: 3 }),
  unproved,
});

const compared = fc.record({ ...projectRunFields, differences: fc.array(difference, { maxLength: 3 }) });
const drifted = fc.oneof(
  compared,
  compared.map(({ database: _database, ...read }) => ({ ...read, differences: [] })),
);

const anyDrift: fc.Arbitrary<DriftReport> = fc.record({
  schema,
  command: fc.constant('drift' as const),
  projects: fc.array(drifted, { maxLength: 3 }),
  unproved,
});

const held: fc.Arbitrary<HeldBackOperation> = fc
  .tuple(difference, texts)
  .map(([one, allowed]) => ({ ...one, allow: allowed.map(subject => `drop_table:${subject}`) }));

const anyGenerate: fc.Arbitrary<GenerateReport> = withOptionalKeys(
  fc.record({
    ...draftFields,
    ...projectFields,
    command: fc.constant('generate' as const),
    kept: fc.array(difference, { maxLength: 3 }),
    held: fc.array(held, { maxLength: 3 }),
    state: fc.constantFrom<GenerateReport['state']>('nothing', 'shown', 'written', 'removed'),
  }),
  fc.record({ ...databaseFields, refusal }, { requiredKeys: [] }),
);

export const anyDatabaseReport = fc.oneof(anyVerify, anyDrift, anyGenerate);
