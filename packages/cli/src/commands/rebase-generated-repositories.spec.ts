import { describeWithPython } from '@oneleaf/frameworks/testing';
import fc from 'fast-check';
import { alembicDialect } from '../testing/rebasing/alembic-dialect.js';
import { cloneStory } from '../testing/rebasing/story-clone.js';
import { expectRebaseKeepsPromises, type GitActivity } from '../testing/rebasing/rebase-run.js';
import { djangoDialect } from '../testing/rebasing/django-dialect.js';
import { sceneArbitrary } from '../testing/rebasing/scene.js';
import { stories, type Dialect } from '../testing/rebasing/story.js';
import { Tally } from '../testing/rebasing/tally.js';
import { alembicWitness, djangoWitness, type FrameworkWitness } from '../testing/rebasing/witness.js';

// The same each run, so that a red one is about the change; ONELEAF_SEED goes elsewhere.
const seed = Number(process.env['ONELEAF_SEED'] ?? 2_135_027_302);
const repositories = 30;
const moments = fc.constantFrom<GitActivity[]>('nothing', 'a merge', 'a rebase');

describeWithPython('generated repositories', ({ newest }) => {
  test.each<[string, Dialect, (python: string) => FrameworkWitness]>([
    ['Django', djangoDialect, djangoWitness],
    ['Alembic', alembicDialect, alembicWitness],
  ])(
    `%s: ${repositories}, seed ${seed}`,
    async (_, dialect, open) => {
      const witness = open(newest);
      const tally = new Tally();
      const property = fc.asyncProperty(stories(sceneArbitrary, dialect), moments, (story, moment) =>
        expectRebaseKeepsPromises(story, cloneStory(story), { moment, witnesses: [witness], tally }),
      );
      try {
        // To make a counterexample smaller takes minutes here.
        await fc.assert(property, { seed, numRuns: repositories, endOnFailure: true });
      } finally {
        witness.close();
      }
      tally.isFair();
    },
    600_000,
  );
});
