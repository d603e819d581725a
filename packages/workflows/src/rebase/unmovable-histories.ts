import { shellWord, type History, type Migration, type CommandRefusal, type RelatedLocation, type RefusedHistory } from '@oneleaf/core';
import type { LandedOnBase } from '../landing/landed-tree.js';
import { contentKey } from '../repository-view/repository-view.js';
import type { CheckedPlan } from '../relinking/checked-plan.js';
import { landingFlaw } from '../relinking/landing-flaw.js';

/** Histories that stay as they are though landing forks them; with what the branch has done to landed migrations, where that is why. */
export function unmovableHistories(
  tree: LandedOnBase,
  { plans, flawed }: CheckedPlan,
  isAsked: (history: History) => boolean,
): readonly RefusedHistory[] {
  const told = new Set(plans.flatMap(({ relinked, refused }) => [...relinked.relinked, ...refused].map(({ history }) => history.id)));
  const before = tree.onto.base.snapshot.contents;
  const silent = [...before.values()].flatMap(({ history }): readonly RefusedHistory[] => {
    const isLeft = isAsked(history) && !told.has(history.id) && !flawed.some(one => one.history.id === history.id);
    const message = isLeft && displacedMigrations(tree, history.id).length > 0 ? landingFlaw(before, tree.chapters, history.id) : undefined;
    return message === undefined ? [] : [{ history, refusal: { message } }];
  });
  return [...flawed, ...silent].map(({ history, refusal }) => ({ history, refusal: withDisplaced(tree, history, refusal) }));
}

/** What landed and stands elsewhere on the branch, or is gone there, is no chain of its own to move. */
function withDisplaced(tree: LandedOnBase, { id }: History, refusal: CommandRefusal): CommandRefusal {
  const related = displacedMigrations(tree, id);
  if (related.length === 0) return refusal;
  const paths = related.map(({ path }) => shellWord(path)).join(' ');
  const { spelled } = tree.onto.upstream;
  return {
    ...refusal,
    related,
    fix: { title: 'leave what has landed as it is', command: `git checkout ${shellWord(spelled)} -- ${paths}` },
  };
}

/** Migrations that had landed when the branch left, and that it has put elsewhere or taken away. */
function displacedMigrations({ here, onto }: LandedOnBase, id: string): readonly RelatedLocation[] {
  const before = new Map(onto.before.map(entry => [entry.path, contentKey(entry)]));
  const mine = new Map((here.contents.get(id)?.migrations ?? []).map(one => [one.path, one]));
  const landed = onto.base.snapshot.contents.get(id)?.migrations ?? [];
  return landed.flatMap(({ path, parents }): readonly RelatedLocation[] => {
    if (!before.has(path) || here.files.get(path) === before.get(path)) return [];
    const now = mine.get(path);
    if (!now) return [{ path, message: 'has landed, and is gone here' }];
    return parentNames(now) === parentNames({ parents }) ? [] : [{ path, message: `has landed, and stands on ${parentNames(now)} here` }];
  });
}

function parentNames({ parents }: Pick<Migration, 'parents'>): string {
  return parents.map(({ id }) => id).join(', ') || 'nothing';
}
