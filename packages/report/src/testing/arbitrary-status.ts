import type { Deviation, StatusReport } from '@oneleaf/core';
import fc from 'fast-check';
import { commit, fix, notes, withOptionalKeys, text, texts } from './arbitrary.js';

const deviation: fc.Arbitrary<Deviation> = withOptionalKeys(
  fc.record({ kind: fc.constantFrom<Deviation['kind']>('ahead', 'unknown', 'unrecorded', 'behind'), message: text, names: texts }),
  fc.record({ on: text, fix }, { requiredKeys: [] }),
);

export const anyStatus: fc.Arbitrary<StatusReport> = fc.record({
  schema: fc.constant(1 as const),
  command: fc.constant('status' as const),
  ref: text,
  commit: fc.option(commit),
  database: text,
  histories: fc.array(
    withOptionalKeys(
      fc.record({ history: text, framework: text, folder: text, recorded: texts, deviations: fc.array(deviation, { maxLength: 3 }) }),
      fc.record({ table: text }, { requiredKeys: [] }),
    ),
    { maxLength: 3 },
  ),
  notes,
});
