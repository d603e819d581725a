import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import fc from 'fast-check';
import { alembicDialect } from '../testing/rebasing/alembic-dialect.js';
import { djangoDialect } from '../testing/rebasing/django-dialect.js';
import { Tally } from '../testing/rebasing/tally.js';
import { expectPromisesKept } from '../testing/rebasing/promise-check.js';
import { sceneArbitrary } from '../testing/rebasing/scene.js';
import { stories, type Dialect } from '../testing/rebasing/story.js';
import { alembicWitness, djangoWitness, type FrameworkWitness } from '../testing/rebasing/witness.js';

// The same each run, so that a red one is about the change; ONELEAF_SEED goes elsewhere.
const seed = Number(process.env['ONELEAF_SEED'] ?? 2024);
const scenes = 600;

describeWithPython('generated branches behind what has landed', python => {
  test.each<[string, Dialect, (python: string) => FrameworkWitness]>([
    ['Django', djangoDialect, djangoWitness],
    ['Alembic', alembicDialect, alembicWitness],
  ])(
    `%s: ${scenes} scenes, seed ${seed}`,
    async (_, dialect, open) => {
      const witnesses = versions.map(version => open(python[version]));
      const tally = new Tally();
      const property = fc.asyncProperty(stories(sceneArbitrary, dialect), story => expectPromisesKept(story, witnesses, tally));
      try {
        await fc.assert(property, { seed, numRuns: scenes });
      } finally {
        for (const witness of witnesses) witness.close();
      }
      tally.isFair();
    },
    600_000,
  );
});
