import type { CommitContents } from '../trees/commit-contents.js';
import { listFolders } from '../trees/ls-tree.js';
import type { BranchChanges, OursTree } from './folder-renames.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, PathFilter } from '../trees/tree-entry.js';

/** How a merge of files of interest finds them in the real commits. */
export interface MergeSources {
  readonly filter: PathFilter;
  ours(commit: Oid): Promise<OursTree>;
  branches(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly BranchChanges[]>;
  changes(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly (readonly TreeChange[])[]>;
  dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>>;
  /** Of these objects the ones that the clone lacks, after fetching what may be fetched. */
  missing(oids: readonly Oid[]): Promise<ReadonlySet<Oid>>;
}

export function mergeSources(contents: CommitContents, store: ObjectStore, filter: PathFilter): MergeSources {
  return {
    filter,
    ours: async commit => ({ files: await contents.list(commit, filter), folders: await listFolders(store, commit) }),
    branches: pairs => contents.differences(pairs, filter),
    changes: pairs => contents.changes(pairs, filter),
    dates: commits => contents.commits.dates(commits),
    missing: oids => store.missing(oids),
  };
}
