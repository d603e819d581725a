/** What becomes of one file, relative to the repository's top. */
export interface FileChange {
  readonly path: string;
  /** The whole new text; null when the file goes away. */
  readonly text: string | null;
}
