/** All that a command knows of the world outside. */
export interface ProcessContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly color: boolean;
  readonly width?: number;
  readonly version: string;
  readonly nodeVersion: string;
  /** The IANA name of the zone of this machine. */
  readonly timeZone: () => string;
  /** Twelve random hexadecimal digits. */
  readonly chance: () => string;
  readonly readInput: () => Promise<string>;
  /** The page of a rule, in Markdown; undefined for an unknown rule. */
  readonly readPage: (rule: string) => string | undefined;
  /** The published schema of a report, as JSON. */
  readonly readSchema: (name: string) => string;
  readonly progress: (step: string, done: number, total: number) => void;
  /** Aborts when the command is to end early; whoever asks takes back what he has made. Absent where nobody can want that. */
  readonly stopped?: () => AbortSignal;
}

export interface CommandOutput {
  readonly output: string;
  /** A finding is an exit code; what stops a command is an error. */
  readonly exitCode: number;
}

/** What was asked for, understood: it runs when it is told of the world outside. */
export type CommandRun = (outside: ProcessContext) => Promise<CommandOutput>;

/** How text is to look. */
export function textStyle({ color, width }: ProcessContext): { readonly color: boolean; readonly width?: number } {
  return { color, ...(width === undefined ? {} : { width }) };
}
