import { baseName } from '@oneleaf/core';
import type { CommitRelation } from '../history/commit-relation.js';
import type { CommitContents } from '../trees/commit-contents.js';
import { listFolders, listTree } from '../trees/ls-tree.js';
import { type BranchChanges, type OursTree, isInside } from './folder-renames.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Oid } from '../objects/oid.js';
import type { PathFilter, TreeChange } from '../trees/tree-entry.js';

type CommitPair = readonly [Oid, Oid];

/** How a merge of files of interest finds them in the real commits. */
export interface MergeSources {
  readonly filter: PathFilter;
  ours(commit: Oid): Promise<OursTree>;
  branches(pairs: readonly CommitPair[]): Promise<readonly BranchChanges[]>;
  changes(pairs: readonly CommitPair[]): Promise<readonly (readonly TreeChange[])[]>;
  relate(base: Oid, tips: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitRelation>>;
  dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>>;
  /** Of these objects the ones that the clone lacks, after fetching what may be fetched. */
  missing(oids: readonly Oid[]): Promise<ReadonlySet<Oid>>;
  /** The same sources with more files: those in folders which a side of some merges has given up, and wherever else their names are. */
  following(folders: readonly string[], pairs: readonly CommitPair[]): Promise<MergeSources>;
}

export function mergeSources(contents: CommitContents, store: ObjectStore, filter: PathFilter): MergeSources {
  return {
    filter,
    ours: async commit => ({ files: await contents.list(commit, filter), folders: await listFolders(store, commit) }),
    branches: pairs => contents.differences(pairs, filter),
    changes: pairs => contents.changes(pairs, filter),
    relate: (base, tips) => contents.commits.relate(base, tips),
    dates: commits => contents.commits.dates(commits),
    missing: oids => store.missing(oids),
    following: async (folders, pairs) => {
      const names = await namesLeaving(contents, folders, pairs);
      const wants = (path: string): boolean => filter.wants(path) || isInside(folders, path) || names.has(baseName(path));
      const wide: PathFilter = { key: `${filter.key} and more`, wants };
      return {
        ...mergeSources(contents, store, filter),
        // These are asked for once: nothing is kept for another time.
        ours: async commit => ({ files: await listTree(store.git, commit, wide), folders: new Set() }),
        branches: some => contents.differences(some, wide),
        changes: async some => (await contents.differences(some, wide)).map(({ changes }) => changes),
      };
    },
  };
}

/** Names of the files that went away from some folders. */
async function namesLeaving(
  contents: CommitContents,
  folders: readonly string[],
  pairs: readonly CommitPair[],
): Promise<ReadonlySet<string>> {
  const inside: PathFilter = { key: 'inside', wants: path => isInside(folders, path) };
  const found = await contents.differences(pairs, inside);
  const gone = found.flatMap(({ changes }) => changes.filter(({ after }) => after === null));
  return new Set(gone.map(({ path }) => baseName(path)));
}
