export interface RepositoryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Missing blobs of a partial clone may be fetched, in one batch. */
  readonly fetch?: boolean;
  /** Remember answers under the git directory (`<common dir>/oneleaf/`). */
  readonly cache?: boolean;
  /**
   * False when the user named another repository: then what a hook's environment says of its own one
   * (GIT_DIR, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY, …) is not for this one.
   */
  readonly ambient?: boolean;
  /** Ends every child and rejects what is under way. */
  readonly signal?: AbortSignal;
}
