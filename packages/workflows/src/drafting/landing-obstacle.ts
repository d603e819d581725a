import type { CommandRefusal, History } from '@oneleaf/core';
import { pullCommand } from '../branches/upstream.js';
import type { LandedTree } from '../landing/landed-tree.js';

/** Why no migration can be written yet: git will stop in the history when the branch lands, or the history is only on the base. */
export function obstacleTo({ here, histories, onto }: LandedTree, { id, folder }: History): CommandRefusal | undefined {
  if (!onto) return undefined;
  const { spelled } = onto.upstream;
  const fix = { title: `merge ${spelled} into this branch first`, command: pullCommand(onto.upstream) };
  if (!here.contents.has(id)) return { message: `${id} is on ${spelled} and not in this branch yet`, fix };
  const isMoved = !histories.has(id);
  const stops = onto.contested.filter(({ path, why }) => path.startsWith(`${folder}/`) || (isMoved && why === 'folder-gone'));
  if (stops.length > 0 || isMoved) {
    const related = stops.map(({ path }) => ({ path, message: `changed here and on ${spelled}` }));
    return { message: `git will report a conflict in ${id} when this branch lands`, related, fix };
  }
  return undefined;
}
