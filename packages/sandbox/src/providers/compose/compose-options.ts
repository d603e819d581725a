/** The team's compose project. */
export interface ComposeOptions {
  /** Its files, in the order of `-f`; found as Compose finds them when none are named. */
  readonly compose?: readonly string[];
  /** The service of the database, if its image does not show it. */
  readonly service?: string;
  /** Services that start as well. */
  readonly besides?: readonly string[];
}
