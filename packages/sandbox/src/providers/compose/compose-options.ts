/** The team's compose project. */
export interface ComposeOptions {
  /** Its files, in the order of `-f`; found as Compose finds them when none are named. */
  readonly compose?: readonly string[];
  /** The service of the database, where its image does not tell. */
  readonly service?: string;
  /** Services that are started as well. */
  readonly besides?: readonly string[];
}
