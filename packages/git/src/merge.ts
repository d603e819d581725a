import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, type Place } from './discover.js';
import type { Git } from './git.js';
import { mergeTrees } from './merge-tree.js';
import type { Change, Interest, MergeOutcome, MergeRequest, Oid } from './model.js';
import { objectsOf, type Objects } from './object-store.js';
import { annex, inScratch } from './scratch.js';
import { treesOf } from './trees.js';
import { TreeWalk } from './tree-walk.js';

export interface MergedAll {
  readonly outcomes: readonly MergeOutcome[];
  /** Files that only the merges made: the repository has no object for them. */
  readonly contents: ReadonlyMap<Oid, Uint8Array>;
}

/** What git's own merge makes of each request; what it writes goes to a folder that is removed afterwards. */
export async function mergeAll(git: Git, place: Place, requests: readonly MergeRequest[], interest: Interest): Promise<MergedAll> {
  if (requests.length === 0) return { outcomes: [], contents: new Map() };
  if (!atLeast(place.version, [2, 38])) {
    const tooOld = failed(`git ${place.version.join('.')} cannot merge without a working tree (2.38 can)`);
    return { outcomes: requests.map(() => tooOld), contents: new Map() };
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
    const objects = objectsOf(apart, place);
    const changes = await new TreeWalk(objects, interest).changes(pairs);
    const outcomes = merged.map((outcome, index) =>
      typeof outcome === 'string' ? failed(outcome) : { changes: changes[index] ?? [], conflicts: outcome.conflicts },
    );
    return { outcomes, contents: await madeHere(folder, objects, changes.flat()) };
  });
}

async function madeHere(folder: string, objects: Objects, changes: readonly Change[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
  const all = new Set(changes.flatMap(({ after }) => after ?? []));
  const made = [...all].filter(oid => existsSync(join(folder, 'objects', oid.slice(0, 2), oid.slice(2))));
  const contents = new Map<Oid, Uint8Array>();
  if (made.length === 0) return contents;
  await objects.read(made, (index, body) => {
    if (body !== undefined) contents.set(made[index] ?? '', body);
  });
  return contents;
}

function failed(reason: string): MergeOutcome {
  return { changes: [], conflicts: [], failed: reason };
}
