import type { InitOptions } from './commands/init.js';

/** What was asked for on the command line. */
export type Request =
  | { readonly command: 'help'; readonly topic?: string }
  | { readonly command: 'version' }
  | { readonly command: 'explain'; readonly rule: string }
  | ({
      readonly command: 'check';
      readonly ref?: string;
      readonly base?: string;
      readonly staged: boolean;
      readonly under?: string;
    } & Common)
  | ({
      readonly command: 'predict';
      readonly refs: readonly string[];
      readonly base?: string;
      readonly remote?: string;
      readonly local: boolean;
      readonly after?: string;
      readonly under?: string;
      /** As given: `90d`, `all`. */
      readonly since?: string;
    } & Common)
  | ({ readonly command: 'pre-push'; readonly remote?: string } & Common)
  | ({
      readonly command: 'new';
      /** The history that the user named. */
      readonly asked?: string;
      readonly name: string;
      readonly onto?: string;
      readonly base?: string;
      readonly dryRun: boolean;
    } & Common)
  | ({
      readonly command: 'merge';
      readonly asked?: string;
      readonly leaves: readonly string[];
      readonly name?: string;
      readonly base?: string;
      readonly dryRun: boolean;
    } & Common)
  | { readonly command: 'sync'; readonly repo?: string; readonly check: boolean }
  | ({ readonly command: 'doctor' } & Common)
  | ({ readonly command: 'init'; readonly repo?: string } & InitOptions);

export interface Common {
  readonly repo?: string;
  readonly format: 'text' | 'json';
}
