/** An error that has been seen, and what it means. */
export interface KnownError {
  /** What `Type: message` looks like; its groups are $1, $2 of the words. */
  readonly pattern: RegExp;
  readonly reason: string;
  readonly hint: string;
}
