import { shellWord, type History, type Migration, type Refusal, type Related, type Unrelinked } from '@oneleaf/core';
import type { Landing } from '../landed-tree.js';
import { contentOf } from '../world.js';
import type { Sound } from './sound.js';
import { flaw } from './verify.js';

/** Histories that stay as they are though landing forks them; with what the branch has done to landed migrations, where that is why. */
export function standstills(tree: Landing, { plans, flawed }: Sound, isAsked: (history: History) => boolean): readonly Unrelinked[] {
  const told = new Set(plans.flatMap(({ relinked, refused }) => [...relinked.relinked, ...refused].map(({ history }) => history.id)));
  const before = tree.onto.base.snapshot.chapters;
  const silent = [...before.values()].flatMap(({ history }): readonly Unrelinked[] => {
    const isLeft = isAsked(history) && !told.has(history.id) && !flawed.some(one => one.history.id === history.id);
    const message = isLeft && displacedIn(tree, history.id).length > 0 ? flaw(before, tree.chapters, history.id) : undefined;
    return message === undefined ? [] : [{ history, refusal: { message } }];
  });
  return [...flawed, ...silent].map(({ history, refusal }) => ({ history, refusal: unmovable(tree, history, refusal) }));
}

/** What landed and stands elsewhere on the branch, or is gone there, is no chain of its own to move. */
function unmovable(tree: Landing, { id }: History, refusal: Refusal): Refusal {
  const related = displacedIn(tree, id);
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
function displacedIn({ here, onto }: Landing, id: string): readonly Related[] {
  const before = new Map(onto.before.map(entry => [entry.path, contentOf(entry)]));
  const mine = new Map((here.chapters.get(id)?.migrations ?? []).map(one => [one.path, one]));
  const landed = onto.base.snapshot.chapters.get(id)?.migrations ?? [];
  return landed.flatMap(({ path, parents }): readonly Related[] => {
    if (!before.has(path) || here.files.get(path) === before.get(path)) return [];
    const now = mine.get(path);
    if (!now) return [{ path, message: 'has landed, and is gone here' }];
    return spelledIn(now) === spelledIn({ parents }) ? [] : [{ path, message: `has landed, and stands on ${spelledIn(now)} here` }];
  });
}

function spelledIn({ parents }: Pick<Migration, 'parents'>): string {
  return parents.map(({ id }) => id).join(', ') || 'nothing';
}
