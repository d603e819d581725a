import type { Sandbox } from '../sandbox.js';
import type { SandboxOptions } from '../sandbox-options.js';

/** A way to throw-away databases. */
export interface Provider {
  readonly name: string;
  /** Rejects with a `SandboxError` if this provider has no databases. */
  readonly open: (options: SandboxOptions) => Promise<Sandbox>;
}
