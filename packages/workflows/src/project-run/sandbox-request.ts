import type { ProviderName } from '@oneleaf/sandbox/provider-names';
import type { DeclaredDocker } from '../configuration/project-declaration.js';

export { providerNames } from '@oneleaf/sandbox/provider-names';

/** What the commands that run a project on throw-away databases take. */
export interface SandboxRequest {
  /** Folders or histories; all projects when empty. */
  readonly projects: readonly string[];
  readonly provider?: ProviderName;
  readonly pgBin?: string;
  readonly postgres?: number;
  /** A server that is there already. */
  readonly url?: string;
  readonly allowRemote: boolean;
  readonly docker?: DeclaredDocker;
  readonly python?: string;
}
