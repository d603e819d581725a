import type { ProcessContext } from '@oneleaf/workflows/process-context';

/** What a command may know of the terminal and the program besides. */
export interface TerminalContext extends ProcessContext {
  readonly color: boolean;
  /** In columns; absent where the output is no terminal. */
  readonly width?: number;
  /** This program's own version. */
  readonly version: string;
  /** `v20.19.0` */
  readonly nodeVersion: string;
  readonly platform: string;
  /** All of standard input; empty where that is a terminal. */
  readonly readInput: () => Promise<string>;
  /** The page of a rule, in Markdown; undefined for an unknown rule. */
  readonly readPage: (rule: string) => string | undefined;
}

/** What a command prints on standard output. */
export interface CommandOutput {
  readonly output: string;
  /** Findings are an exit code; what stops a command is an error. */
  readonly exitCode: number;
}

/** A command whose arguments have been read. */
export type CommandRun = (context: TerminalContext) => Promise<CommandOutput>;

/** How text is laid out for this terminal. */
export function textStyle({ color, width }: TerminalContext): { readonly color: boolean; readonly width?: number } {
  return { color, ...(width === undefined ? {} : { width }) };
}
