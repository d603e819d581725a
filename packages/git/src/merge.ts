import { atLeast, type Place } from './discover.js';
import type { Git } from './git.js';
import { mergeTrees } from './merge-tree.js';
import type { Interest, MergeOutcome, MergeRequest } from './model.js';
import { objectsOf } from './object-store.js';
import { annex, inScratch } from './scratch.js';
import { treesOf } from './trees.js';
import { TreeWalk } from './tree-walk.js';

/** What git's own merge makes of each request; what it writes goes to a folder that is removed afterwards. */
export async function mergeAll(
  git: Git,
  place: Place,
  requests: readonly MergeRequest[],
  interest: Interest,
): Promise<readonly MergeOutcome[]> {
  if (requests.length === 0) return [];
  if (!atLeast(place.version, [2, 38])) {
    return requests.map(() => failed(`git ${place.version.join('.')} cannot merge without a working tree (2.38 can)`));
  }
  return inScratch(async folder => {
    const apart = annex(folder, place, git);
    const merged = await mergeTrees(
      apart,
      place.version,
      requests.map(({ ours, theirs }) => [ours, theirs]),
    );
    const trees = await treesOf(
      apart,
      requests.map(({ ours }) => ours),
    );
    const pairs = requests.map(({ ours }, index) => {
      const outcome = merged[index];
      const before = trees.get(ours) ?? '';
      return [before, typeof outcome === 'object' ? outcome.tree : before] as const;
    });
    const changes = await new TreeWalk(objectsOf(apart, place), interest).changes(pairs);
    return merged.map((outcome, index) =>
      typeof outcome === 'string' ? failed(outcome) : { changes: changes[index] ?? [], conflicts: outcome.conflicts },
    );
  });
}

function failed(reason: string): MergeOutcome {
  return { changes: [], conflicts: [], failed: reason };
}
