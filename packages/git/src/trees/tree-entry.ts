import type { Oid } from '../objects/oid.js';

/** A file of a tree, of the index or of the working tree. */
export interface TreeEntry {
  /** UTF-8 where the bytes are, else escaped (see `decodePath`). */
  readonly path: string;
  readonly oid: Oid;
  /** A symbolic link or a submodule: its blob is no file content. */
  readonly link: boolean;
  /** The index holds several versions because a merge stopped here; `oid` is ours, or theirs when we have none. */
  readonly unmerged?: true;
}

/** A file that differs between two trees; null on the side that lacks it. */
export interface TreeChange {
  readonly path: string;
  readonly before: Oid | null;
  readonly after: Oid | null;
  /** Whether the newer side (the older one for a deletion) is a symbolic link or a submodule. */
  readonly link: boolean;
}

/** Which files a caller wants. `key` names the predicate in cache keys: it must change whenever `wants` does. */
export interface PathFilter {
  readonly key: string;
  wants(path: string): boolean;
}
