import fc from 'fast-check';
import { agreeWithAlembic } from '../testing/agreement.js';
import { AlembicOracle, readAlembic } from '../testing/alembic/oracle.js';
import { alembicTree } from '../testing/alembic/generated-trees.js';
import { describeWithPython } from '../testing/python.js';
import { randomSeed } from '../testing/random-seed.js';

const trees = 1000;

describeWithPython('generated Alembic trees', python => {
  const newest = new AlembicOracle(python.newest);
  const oldest = new AlembicOracle(python.oldest);
  afterAll(() => [newest, oldest].forEach(alembic => alembic.close()));

  test(`${trees} trees, seed ${randomSeed}`, async () => {
    const property = fc.asyncProperty(alembicTree, async files => {
      const [ours, ...more] = readAlembic(files);
      if (!ours || more.length > 0) throw new Error(`Oneleaf sees ${more.length + (ours ? 1 : 0)} histories`);
      // Alembic 1.8 cannot look into sub-folders.
      const nested = files['alembic.ini']?.includes('recursive') === true;
      for (const alembic of nested ? [newest] : [newest, oldest]) agreeWithAlembic(ours, await alembic.ask({ files }));
    });
    await fc.assert(property, { seed: randomSeed, numRuns: trees });
  }, 600_000);
});
