import type { Files } from '@oneleaf/frameworks/testing/oracle';
import type { Sound } from '../../rebase/sound.js';
import { applied, landing, planned } from './in-memory.js';
import { countsOn, isFounded, isWhole, keepsAll, keepsBodies, keepsFiles, keepsOrder, saysSo } from './promises.js';
import type { Story } from './story.js';
import type { Tally } from './tally.js';
import type { Witness } from './witness.js';

/** Puts a story's branch behind what has landed, in memory, and holds the result to everything that a rebase promises. */
export async function keepsPromises(story: Story, witnesses: readonly Witness[], tally: Tally): Promise<void> {
  const expected = story.scene.labelled && !('manage.py' in story.here) ? story.scene.lines : 1;
  const sound = await planned(story, expected);
  const stuck = refused(story, sound);
  tally.add('scenes');
  tally.add('refused', Math.min(1, stuck.length));
  tally.add('rewritten', Math.min(1, sound.changes.length));
  if (stuck.length > 0 && Object.keys(story.here).some(path => path in story.landed && !(path in story.before))) return;
  const here = applied(story.here, sound.changes);
  const again = await planned({ ...story, here }, expected);
  expect(again.changes).toEqual([]);
  expect(refused(story, again)).toEqual(stuck);
  await holds(story, { here, after: landing(story, here) }, { sound, stuck, witnesses });
}

interface Circumstances {
  readonly sound: Sound;
  readonly stuck: readonly string[];
  readonly witnesses: readonly Witness[];
}

async function holds(story: Story, result: { here: Files; after: Files }, { sound, stuck, witnesses }: Circumstances): Promise<void> {
  keepsFiles(story.landed, result.after);
  keepsFiles(story.before, result.here);
  keepsBodies(story, result.here);
  const moved = sound.plans.flatMap(({ relinked: { relinked }, names }) =>
    relinked.flatMap(({ placements }) => placements.flatMap(({ id }) => names.get(id)?.path ?? [])),
  );
  for (const testimony of await Promise.all(witnesses.map(witness => witness.ask(result.after, story.scene)))) {
    isWhole(story, testimony, stuck);
    keepsAll(story, result.after, testimony);
    // What stays as it is may well break once it lands: that is why.
    if (stuck.length > 0) continue;
    keepsOrder(story, result.after, testimony);
    countsOn(moved, testimony);
    saysSo(result.after, testimony);
  }
}

/** Histories that stay as they are. */
function refused(story: Story, { plans, flawed }: Sound): readonly string[] {
  const found = [...plans.flatMap(plan => plan.refused), ...flawed];
  isFounded(
    story,
    found.map(({ refusal }) => refusal.message),
  );
  return [...new Set(found.map(({ history }) => history.id))].sort();
}
