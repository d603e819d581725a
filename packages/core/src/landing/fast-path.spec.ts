import fc from 'fast-check';
import { judgeByGraph } from './judge-landing.js';
import { indexBase } from './base-index.js';
import type { LandedHistories } from './landed-histories.js';
import { judgeByLeaves } from './fast-path.js';
import type { TreeHistories } from '../adapter/tree-histories.js';
import { drawHistory, migration, refer } from '../testing/graph.js';

/** Indexes of parents: below the migration's own place in the list, or one that no file carries (-1). */
const shape = fc.record({
  base: fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 8 }),
  added: fc.array(fc.array(fc.integer({ min: -1, max: 30 }), { maxLength: 2 }), { minLength: 1, maxLength: 4 }),
  squash: fc.boolean(),
  fork: fc.boolean(),
});

test('what leaves alone tell is what the graph tells', () => {
  let plain = 0;
  fc.assert(
    fc.property(shape, sketch => {
      const { landed, snapshot } = scene(sketch);
      const baseline = indexBase(snapshot);
      const quick = judgeByLeaves(landed, baseline, {});
      if (quick === undefined) return;
      plain += 1;
      expect(quick).toEqual(judgeByGraph(landed, baseline, {}));
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(200);
});

function scene({ base, added, squash, fork }: typeof shape extends fc.Arbitrary<infer T> ? T : never): {
  landed: LandedHistories;
  snapshot: TreeHistories;
} {
  const known = base.map((parents, index) =>
    migration(`m${index}`, {
      parents:
        index === 0
          ? []
          : [...new Set([index - 1, ...(fork ? parents.map(at => at % index) : [])])].slice(fork ? 1 : 0).map(at => refer(`m${at}`)),
    }),
  );
  const last = known.at(-1);
  const migrations = squash && last ? [...known, migration('s', { replaces: [refer('m0')], parents: [] })] : known;
  const names = [...migrations.map(({ id }) => id), ...added.map((_parents, index) => `n${index}`)];
  const brought = added.map((parents, index) =>
    migration(`n${index}`, { parents: [...new Set(parents)].map(at => refer(at < 0 ? 'nowhere' : (names[at % names.length] ?? 'm0'))) }),
  );
  const before = { ...drawHistory('x'), migrations };
  const after = { ...before, migrations: [...migrations, ...brought] };
  return {
    snapshot: { files: new Map(), contents: new Map([['shop', before]]), historyByFolder: new Map() },
    landed: { contents: new Map([['shop', after]]), touched: ['shop'], change: { added: brought, edited: [], deleted: [] } },
  };
}
