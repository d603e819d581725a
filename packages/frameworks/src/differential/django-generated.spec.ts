import fc from 'fast-check';
import { agreeWithDjango, isDeterministic } from '../testing/agreement.js';
import { DjangoOracle, readDjango, type DjangoAnswer } from '../testing/django/oracle.js';
import { djangoTree, squashedTree } from '../testing/django/generated-trees.js';
import { describeWithPython } from '../testing/python.js';
import { randomSeed } from '../testing/random-seed.js';

const trees = 1000;
const squashed = 100;

/** What users notice: the error, or what depends on what. */
function outcome({ stage, error, graph }: DjangoAnswer): string {
  return JSON.stringify([stage, error?.type, graph && { ...graph, cycle: graph.cycle !== null }]);
}

describeWithPython('generated Django trees', python => {
  // The order of Python's sets, and with it that of squashes, follows from the seed of its hashes.
  const newest = [0, 1, 2, 3].map(hashes => new DjangoOracle(python.newest, hashes));
  const oldest = new DjangoOracle(python.oldest, 4);
  const [first] = newest;
  afterAll(() => [oldest, ...newest].forEach(django => django.close()));

  test(`${trees} trees, seed ${randomSeed}`, async () => {
    const property = fc.asyncProperty(djangoTree, async files => {
      const ours = readDjango(files);
      for (const django of [first, oldest]) if (django) agreeWithDjango(ours, await django.ask({ files }));
    });
    await fc.assert(property, { seed: randomSeed, numRuns: trees });
  }, 600_000);

  test(`${squashed} trees with many squashes, seed ${randomSeed}: where hash seeds decide, Oneleaf says ambiguous-squash`, async () => {
    let differing = 0;
    const property = fc.asyncProperty(squashedTree, async files => {
      const ours = readDjango(files);
      const answers = await Promise.all([oldest, ...newest].map(django => django.ask({ files })));
      for (const theirs of answers) agreeWithDjango(ours, theirs);
      if (!isDeterministic(ours) || new Set(answers.map(outcome)).size === 1) return;
      differing += 1;
      expect(ours.findings.map(({ rule }) => rule)).toContain('ambiguous-squash');
    });
    await fc.assert(property, { seed: randomSeed, numRuns: squashed });
    expect(differing).toBeGreaterThan(0);
  }, 600_000);
});
