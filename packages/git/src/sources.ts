import type { Branch, Ours } from './moved-folders.js';
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
