import type { ParseArgsConfig } from 'node:util';
import type { ParsedArguments } from './arguments.js';
import type { TerminalContext, CommandRun } from './command-run.js';

/** A command's line in the list of all commands. */
export interface CommandEntry {
  /** The word after `oneleaf`. */
  readonly name: string;
  /** Its line in the help of the program. */
  readonly summary: string;
  readonly load: () => Promise<CommandSpec>;
}

/** What a command takes, and how it runs. */
export interface CommandSpec {
  readonly help: string;
  /** `--explain` and `--help` are added to the options of every command. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly read: (parsed: ParsedArguments) => CommandRun;
  /** A hook that cannot reach a verdict must not stop work, and says this instead: the same check runs again on the server. */
  readonly unverifiedNotice?: string;
  /** Whether it was called as a hook whose exit code git takes for its own: then no failure is one. */
  readonly isQuiet?: (parsed: ParsedArguments, env: TerminalContext['env']) => boolean;
}

export const REPO_OPTIONS = { repo: { type: 'string' } } as const;

/** What every word takes that ends in a report. */
export const REPORT_OPTIONS = { ...REPO_OPTIONS, format: { type: 'string' } } as const;

export function reportOptionsHelp(formats: string): string {
  return `  --repo PATH          a working tree or a bare clone; this folder otherwise
  --format FORMAT      ${formats}
  --explain RULE       what a rule finds, why it matters, how to fix it, and the framework's own message
`;
}

export const UNDER_HELP = `  --under FOLDER       only the histories in this folder, a path from the repository's top
`;

export const EXITS_HELP = `Exit codes: 0 no finding, 1 findings, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
`;
