import type { Contents } from './contents.js';
import { listFolders } from './listing.js';
import type { Branch, Ours } from './moved-folders.js';
import type { ObjectStore } from './object-store.js';
import type { Change, Interest, Oid } from './model.js';

/** How a merge of files of interest finds them in the real commits. */
export interface Sources {
  readonly interest: Interest;
  ours(commit: Oid): Promise<Ours>;
  branches(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly Branch[]>;
  changes(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly (readonly Change[])[]>;
  dates(commits: readonly Oid[]): Promise<ReadonlyMap<Oid, number>>;
  /** Of these objects the ones that the clone lacks, after fetching what may be fetched. */
  missing(oids: readonly Oid[]): Promise<ReadonlySet<Oid>>;
}

export function sourcesOf(contents: Contents, store: ObjectStore, interest: Interest): Sources {
  return {
    interest,
    ours: async commit => ({ files: await contents.list(commit, interest), folders: await listFolders(store, commit) }),
    branches: pairs => contents.differences(pairs, interest),
    changes: pairs => contents.changes(pairs, interest),
    dates: commits => contents.commits.dates(commits),
    missing: oids => store.missing(oids),
  };
}
