import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import type { CheckedPlan } from '@oneleaf/core';
import { applyChanges, landFilesOnMain, planRebase } from './planned-rebase.js';
import { countsOn, isFounded, isWhole, keepsAll, keepsBodies, keepsFiles, keepsOrder, saysSo } from './promises.js';
import type { RebaseStory } from './story.js';
import type { Tally } from './tally.js';
import type { FrameworkWitness } from './witness.js';

/** Puts a story's branch behind what has landed, in memory, and holds the result to everything that a rebase promises. */
export async function expectPromisesKept(story: RebaseStory, witnesses: readonly FrameworkWitness[], tally: Tally): Promise<void> {
  const expected = story.scene.labelled && !('manage.py' in story.here) ? story.scene.lines : 1;
  const checked = await planRebase(story, expected);
  const stuck = refused(story, checked);
  tally.add('scenes');
  tally.add('refused', Math.min(1, stuck.length));
  tally.add('rewritten', Math.min(1, checked.changes.length));
  if (stuck.length > 0 && Object.keys(story.here).some(path => path in story.landed && !(path in story.before))) return;
  const here = applyChanges(story.here, checked.changes);
  const again = await planRebase({ ...story, here }, expected);
  expect(again.changes).toEqual([]);
  expect(refused(story, again)).toEqual(stuck);
  await expectResult(story, { here, after: landFilesOnMain(story, here) }, { checked, stuck, witnesses });
}

interface PromiseInput {
  readonly checked: CheckedPlan;
  readonly stuck: readonly string[];
  readonly witnesses: readonly FrameworkWitness[];
}

async function expectResult(
  story: RebaseStory,
  result: { here: TreeFiles; after: TreeFiles },
  { checked, stuck, witnesses }: PromiseInput,
): Promise<void> {
  keepsFiles(story.landed, result.after);
  keepsFiles(story.before, result.here);
  keepsBodies(story, result.here);
  const moved = checked.plans.flatMap(({ relinked: { relinked }, names }) =>
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
function refused(story: RebaseStory, { plans, flawed }: CheckedPlan): readonly string[] {
  const found = [...plans.flatMap(plan => plan.refused), ...flawed];
  isFounded(
    story,
    found.map(({ refusal }) => refusal.message),
  );
  return [...new Set(found.map(({ history }) => history.id))].sort();
}
