import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../process/git.js';
import type { GitVersion } from '../process/git-version.js';
import { mergeTrees } from './merge-tree.js';
import type { MergeOutcome } from './merge-request.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, PathFilter } from '../trees/tree-entry.js';
import { type ObjectReader, readContents } from '../objects/object-store.js';
import { TreeWalk } from '../trees/tree-walk.js';
import { lookUpObjects } from '../objects/object-lookup.js';

export interface MergedPairs {
  readonly outcomes: readonly MergeOutcome[];
  /** Files that only the merges made: the repository has no object for them. */
  readonly contents: ReadonlyMap<Oid, Uint8Array>;
}

/** A throw-away repository to merge in. */
export interface ScratchRepository {
  readonly git: Git;
  readonly folder: string;
  readonly objects: ObjectReader;
  readonly version: GitVersion;
}

/** Merges pairs of commits, and says what landing changes in the first one. */
export async function mergePairs(
  scratch: ScratchRepository,
  pairs: readonly (readonly [Oid, Oid])[],
  filter: PathFilter,
): Promise<MergedPairs> {
  const merged = await mergeTrees(scratch.git, scratch.version, pairs);
  const trees = await lookUpObjects(
    scratch.git,
    pairs.map(([ours]) => `${ours}^{tree}`),
  );
  const landings = merged.map((outcome, index) => {
    const before = trees[index] ?? '';
    return [before, typeof outcome === 'object' ? outcome.tree : before] as const;
  });
  const changes = await new TreeWalk(scratch.objects, filter).changes(landings);
  const outcomes = merged.map((outcome, index) =>
    typeof outcome === 'string' ? failedMerge(outcome) : { changes: changes[index] ?? [], conflicts: outcome.conflicts },
  );
  return { outcomes, contents: await readMergedContents(scratch, changes.flat()) };
}

function readMergedContents({ folder, objects }: ScratchRepository, changes: readonly TreeChange[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
  const written = new Set(changes.flatMap(({ after }) => after ?? []));
  const isLoose = (oid: Oid): boolean => existsSync(join(folder, 'objects', oid.slice(0, 2), oid.slice(2)));
  return readContents(objects, [...written].filter(isLoose));
}

export function failedMerge(reason: string): MergeOutcome {
  return { changes: [], conflicts: [], failed: reason };
}
