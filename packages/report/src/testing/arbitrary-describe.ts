import type { DescribedEffect, DescribedMigration, DescribedRows, DescribeReport } from '@oneleaf/core';
import fc from 'fast-check';
import { commit, withOptionalKeys, text, texts } from './arbitrary.js';

const column = withOptionalKeys(fc.record({ name: text }), fc.record({ type: text }, { requiredKeys: [] }));

const deed: fc.Arbitrary<DescribedEffect> = withOptionalKeys(
  fc.record({
    does: fc.constantFrom<DescribedEffect['does']>('add', 'alter', 'remove', 'rename'),
    thing: fc.constantFrom<DescribedEffect['thing']>('table', 'column', 'index', 'model', 'option'),
    name: text,
  }),
  fc.record(
    { of: text, to: text, type: text, table: text, doubt: text, columns: fc.array(column, { maxLength: 3 }) },
    { requiredKeys: [] },
  ),
);

const seed: fc.Arbitrary<DescribedRows> = withOptionalKeys(
  fc.record({ does: fc.constantFrom<DescribedRows['does']>('insert', 'update', 'delete'), table: text }),
  fc.record({ rows: fc.nat(), doubt: text }, { requiredKeys: [] }),
);

const migration: fc.Arbitrary<DescribedMigration> = fc.record({
  name: text,
  path: text,
  parents: texts,
  requires: texts,
  replaces: texts,
  summary: text,
  deeds: fc.array(deed, { maxLength: 4 }),
  seeds: fc.array(seed, { maxLength: 3 }),
  opaque: texts,
});

export const anyDescribe: fc.Arbitrary<DescribeReport> = fc.record({
  schema: fc.constant(1 as const),
  command: fc.constant('describe' as const),
  ref: text,
  commit: fc.option(commit),
  histories: fc.array(
    fc.record({
      history: text,
      framework: text,
      folder: text,
      migrations: fc.array(migration, { maxLength: 3 }),
      leaves: texts,
      doubts: fc.array(fc.record({ path: text, reason: text }), { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
});
