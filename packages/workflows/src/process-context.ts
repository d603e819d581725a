/** What a workflow may know of the process that runs it. */
export interface ProcessContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch. */
  readonly now: number;
  /** The IANA name of this machine's time zone. */
  readonly timeZone: () => string;
  /** Twelve random hexadecimal digits. */
  readonly chance: () => string;
  /** The published schema of a report, as JSON. */
  readonly readSchema: (name: string) => string;
  /** Shows how far long work has come. */
  readonly progress: (step: string, done: number, total: number) => void;
  /** Aborts when the command has to end early, so that it removes what it has created. Absent if nothing can stop the command. */
  readonly stopped?: () => AbortSignal;
}
