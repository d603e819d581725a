import { shellWord } from '@oneleaf/core';
import type { LocateObject } from './lint-staged.js';

export const HOOK_MANAGERS = ['husky', 'lefthook', 'pre-commit'] as const;

/** What runs the hooks of a repository. */
export type HookManager = (typeof HOOK_MANAGERS)[number];

export interface SetupOptions {
  /** Found from what the repository uses unless given. */
  readonly hooks?: HookManager | 'none';
  /** git's `core.hooksPath`, where it is set. */
  readonly hooksPath?: string;
  /** Where the files lie in the repository: `frontend`, `''` at its top. */
  readonly within: string;
  readonly locate?: LocateObject;
  /** Whether a checkout lists stranded migrations of the database. */
  readonly postCheckout?: boolean;
}

/** The program, as a hook finds it that starts at the repository's top with node_modules/.bin on PATH. */
export function programCall({ within }: SetupOptions): string {
  return within === '' ? 'oneleaf' : shellWord(`${within}/node_modules/.bin/oneleaf`);
}
