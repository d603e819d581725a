import type { ParseArgsConfig } from 'node:util';
import type { Parsed } from '../arguments.js';
import type { Outside, Run } from '../outside.js';

/** One word after `oneleaf`. */
export interface Word {
  readonly name: string;
  /** Its line in the help of the program. */
  readonly summary: string;
  readonly help: string;
  /** Besides `--explain` and `--help`, which every word has. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly read: (parsed: Parsed) => Run;
  /** A hook that cannot reach a verdict must not stop work, and says this instead: the same check runs again on the server. */
  readonly lenient?: string;
  /** Whether it was called as a hook whose exit code git takes for its own: then no failure is one. */
  readonly quiet?: (parsed: Parsed, env: Outside['env']) => boolean;
}

export const REPO = { repo: { type: 'string' } } as const;

/** What every word takes that ends in a report. */
export const REPORT = { ...REPO, format: { type: 'string' } } as const;

export const REPORT_HELP = reportHelp('text or json');

export const REVIEW_HELP = reportHelp('text, json, or markdown for the summary of a job');

function reportHelp(formats: string): string {
  return `  --repo PATH          a working tree or a bare clone; this folder otherwise
  --format FORMAT      ${formats}
  --explain RULE       what a rule finds, why, and the framework's own words
`;
}

export const UNDER_HELP = `  --under FOLDER       only the histories in this folder, told from the repository's top, as if they were all there are
`;

export const EXITS_HELP = `Exit codes: 0 no finding, 1 findings, 2 wrong usage, 3 no verdict possible, 70 a defect of oneleaf itself.
`;
