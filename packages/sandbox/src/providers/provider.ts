import type { Sandbox } from '../sandbox.js';
import type { SandboxOptions } from '../sandbox-options.js';

/** A way to throw-away databases. */
export interface Provider {
  readonly name: string;
  /** Rejects with a `SandboxError` where there are no databases to be had this way. */
  readonly open: (options: SandboxOptions) => Promise<Sandbox>;
}
