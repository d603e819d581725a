import type { Framework } from '@oneleaf/core';
import fc from 'fast-check';
import { comparePair, orderOutcome, PairOracle } from './pair-oracle.js';
import { describeWithPython, versions } from './python.js';
import { randomSeed } from './random-seed.js';

/** Two sides, as a dialect writes them, and what Oneleaf says of the first behind the second, with what either order gives. */
export type PairRow = readonly [fact: string, own: readonly string[], landed: readonly string[], expected: string];

export interface PairTable {
  readonly framework: Framework;
  readonly label: string;
  /** The program that runs the real framework. */
  readonly oracle: 'django_pairs_oracle.py' | 'alembic_pairs_oracle.py';
  /** What both sides begin with. */
  readonly schema: string;
  readonly rows: readonly PairRow[];
  readonly written: (operations: readonly string[]) => string;
  readonly any: fc.Arbitrary<string>;
  readonly count: number;
}

/** Holds what is said of two sides against what the real framework makes of both orders. */
export function testPairs(name: string, { framework, label, rows, written, any, count, ...facts }: PairTable): void {
  describeWithPython(name, python => {
    describe.each(versions)('%s', version => {
      const oracle = new PairOracle(python[version], facts.oracle);
      afterAll(() => oracle.close());

      const judged = async (own: string, landed: string): Promise<string> => {
        const answer = await oracle.ask({ files: { 'base.py': facts.schema, 'own.py': own, 'landed.py': landed }, label });
        return `${comparePair(framework, label, [own, landed]).verdict}: ${orderOutcome(answer)}`;
      };

      test.each(rows)('%s', async (_, own, landed, expected) => {
        expect(await judged(written(own), written(landed))).toBe(expected);
      });

      test(`${count} pairs, seed ${randomSeed}: what commutes gives the same in either order`, async () => {
        const counts = new Map<string, number>();
        const property = fc.asyncProperty(any, any, async (own, landed) => {
          const found = await judged(own, landed);
          counts.set(found, (counts.get(found) ?? 0) + 1);
          expect(found).not.toMatch(/^commute: (?!equal|invalid)/);
        });
        await fc.assert(property, { seed: randomSeed, numRuns: count });
        // Silence would agree with everything.
        expect(counts.get('commute: equal')).toBeGreaterThan(count / 10);
        expect(counts.get('contradiction: behind fails')).toBeGreaterThan(0);
      }, 600_000);
    });
  });
}
