import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../process/git.js';
import type { GitVersion } from '../process/git-version.js';
import { mergeTrees } from './merge-tree.js';
import type { MergeOutcome } from './merge-request.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, PathFilter } from '../trees/tree-entry.js';
import { type ObjectReader, objectRequest } from '../objects/object-store.js';
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
  bench: ScratchRepository,
  pairs: readonly (readonly [Oid, Oid])[],
  interest: PathFilter,
): Promise<MergedPairs> {
  const merged = await mergeTrees(bench.git, bench.version, pairs);
  const trees = await lookUpObjects(
    bench.git,
    pairs.map(([ours]) => `${ours}^{tree}`),
  );
  const landings = merged.map((outcome, index) => {
    const before = trees[index] ?? '';
    return [before, typeof outcome === 'object' ? outcome.tree : before] as const;
  });
  const changes = await new TreeWalk(bench.objects, interest).changes(landings);
  const outcomes = merged.map((outcome, index) =>
    typeof outcome === 'string' ? failedMerge(outcome) : { changes: changes[index] ?? [], conflicts: outcome.conflicts },
  );
  return { outcomes, contents: await readMergedContents(bench, changes.flat()) };
}

async function readMergedContents(
  { folder, objects }: ScratchRepository,
  changes: readonly TreeChange[],
): Promise<ReadonlyMap<Oid, Uint8Array>> {
  const all = new Set(changes.flatMap(({ after }) => after ?? []));
  const made = [...all].filter(oid => existsSync(join(folder, 'objects', oid.slice(0, 2), oid.slice(2))));
  const contents = new Map<Oid, Uint8Array>();
  if (made.length === 0) return contents;
  await objects.read(objectRequest(made), (index, source, from, to) => {
    if (source !== undefined) contents.set(made[index] ?? '', source.subarray(from, to));
  });
  return contents;
}

export function failedMerge(reason: string): MergeOutcome {
  return { changes: [], conflicts: [], failed: reason };
}
