import fc from 'fast-check';
import { agreeWithAlembic } from '../testing/agree.js';
import { Alembic, readAlembic } from '../testing/alembic-oracle.js';
import { alembicTree } from '../testing/alembic-trees.js';
import { describeWithPython } from '../testing/python.js';
import { seed } from '../testing/seed.js';

const trees = 1000;

describeWithPython('generated Alembic trees', python => {
  const newest = new Alembic(python.newest);
  const oldest = new Alembic(python.oldest);
  afterAll(() => [newest, oldest].forEach(alembic => alembic.close()));

  test(`${trees} trees, seed ${seed}`, async () => {
    const property = fc.asyncProperty(alembicTree, async files => {
      const [ours, ...more] = readAlembic(files);
      if (!ours || more.length > 0) throw new Error(`Oneleaf sees ${more.length + (ours ? 1 : 0)} histories`);
      // Alembic 1.8 cannot look into sub-folders.
      const nested = files['alembic.ini']?.includes('recursive') === true;
      for (const alembic of nested ? [newest] : [newest, oldest]) agreeWithAlembic(ours, await alembic.ask({ files }));
    });
    await fc.assert(property, { seed, numRuns: trees });
  }, 600_000);
});
